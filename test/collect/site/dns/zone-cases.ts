import type {Zone} from './name-servers.ts'
import {mx, txt, www, type ZoneCase} from './zone-case.ts'
import {mailCases} from './zone-cases-mail.ts'

/** What the world around the domains of a test looks like. */
const ground: Record<string, Zone> = {
  '.': {records: ''},
  'gov.vn': {records: ''},
  'may.gov.vn': {
    records:
      'ns1 A 203.0.113.1\nns2 A 198.51.100.2\nns3 A 203.0.113.3\nns4 AAAA 2001:db8:1::4\nns5 AAAA 2001:db8:2::5\nbaocao TXT "x"\n*._report._dmarc.nhan TXT "v=DMARC1"\n',
  },
  net: {records: 'x TXT "x"\n'},
  'azurewebsites.net': {records: 'con A 203.0.113.80\n'},
  com: {records: 'x TXT "x"\n'},
  'ngoai.com': {records: '@ A 203.0.113.9\n@ MX 10 mx\nmx A 203.0.113.10\n@ TXT "v=spf1 -all"\n', signing: 'none'},
}

/** Each a domain of its own, in a tree of real zones. */
export const zoneCases: ZoneCase[] = [
  {
    name: 'a domain as it should be',
    zone: 'tot.gov.vn',
    records: `${www}${mx}@ CAA 0 issue "letsencrypt.org"\n${txt('@', 'v=spf1 mx -all')}${txt('_dmarc', 'v=DMARC1; p=reject; rua=mailto:a@tot.gov.vn')}${txt('_smtp._tls', 'v=TLSRPTv1; rua=mailto:a@tot.gov.vn')}_25._tcp.mx TLSA 3 1 1 ${'ab'.repeat(32)}\n`,
    passes: [
      'dns.dnssec.missing',
      'dns.dnssec.bogus',
      'dns.caa.missing',
      'dns.ns.single',
      'dns.ns.one-network',
      'dns.wildcard',
      'dns.ipv6.missing',
      'mail.spf.missing',
      'mail.spf.multiple',
      'mail.spf.plusall',
      'mail.spf.syntax',
      'mail.spf.lookups',
      'mail.spf.ptr',
      'mail.spf.softfail',
      'mail.dmarc.missing',
      'mail.dmarc.none',
      'mail.dmarc.syntax',
      'mail.dmarc.no-rua',
      'mail.tlsrpt.missing',
    ],
    fails: ['mail.mtasts.missing'],
    unknown: ['dns.axfr', 'mail.starttls.missing', 'mail.dane'],
    skips: ['dns.dangling-cname', 'mail.parked', 'mail.dkim.weak', 'mail.mtasts.invalid'],
  },
  {
    name: 'a domain that nobody cared for',
    zone: 'bo.gov.vn',
    records: `www A 203.0.113.5\n${mx}`,
    signing: 'none',
    fails: [
      'dns.dnssec.missing',
      'dns.caa.missing',
      'dns.ipv6.missing',
      'mail.spf.missing',
      'mail.dmarc.missing',
      'mail.mtasts.missing',
      'mail.tlsrpt.missing',
      'mail.dane',
    ],
    skips: ['dns.dnssec.bogus', 'mail.spf.plusall', 'mail.dmarc.none', 'mail.parked'],
  },
  {
    name: 'signed with a key that the parent does not know',
    zone: 'hong.gov.vn',
    records: www,
    signing: 'other-key',
    fails: ['dns.dnssec.bogus'],
    passes: ['dns.dnssec.missing'],
    unknown: ['dns.caa.missing', 'dns.ns.single', 'mail.dmarc.missing'],
  },
  {
    name: 'signatures ran out',
    zone: 'cu.gov.vn',
    records: www,
    signing: 'expired',
    fails: ['dns.dnssec.bogus'],
    passes: ['dns.dnssec.missing'],
  },
  {
    name: 'a zone below without signatures',
    zone: 'con.tren.gov.vn',
    records: www,
    signing: 'none',
    host: 'www.con.tren.gov.vn',
    fails: ['dns.dnssec.missing'],
    passes: ['dns.dnssec.bogus'],
  },
  {
    name: 'one name server',
    zone: 'mot.gov.vn',
    records: `@ NS ns1.may.gov.vn.\n${www}`,
    fails: ['dns.ns.single'],
    skips: ['dns.ns.one-network'],
  },
  {
    name: 'two names for one server',
    zone: 'trung.gov.vn',
    records: `@ NS a\n@ NS b\na A 203.0.113.1\nb A 203.0.113.1\n${www}`,
    fails: ['dns.ns.single'],
  },
  {
    name: 'one server with both kinds of addresses',
    zone: 'doi.gov.vn',
    records: `@ NS a\n@ NS b\na A 203.0.113.1\nb AAAA 2001:db8::1\n${www}`,
    fails: ['dns.ns.single'],
  },
  {
    name: 'two servers in one network',
    zone: 'gan.gov.vn',
    records: `@ NS ns1.may.gov.vn.\n@ NS ns3.may.gov.vn.\n${www}`,
    passes: ['dns.ns.single'],
    fails: ['dns.ns.one-network'],
  },
  {
    name: 'two networks of IPv6',
    zone: 'sau.gov.vn',
    records: `@ NS ns4.may.gov.vn.\n@ NS ns5.may.gov.vn.\n${www}`,
    passes: ['dns.ns.single', 'dns.ns.one-network'],
  },
  {
    name: 'name servers without addresses',
    zone: 'khongns.gov.vn',
    records: `@ NS x.khongco.gov.vn.\n@ NS y.khongco.gov.vn.\n${www}`,
    unknown: ['dns.ns.single', 'dns.ns.one-network'],
  },
  {name: 'CAA of the host itself', zone: 'caa1.gov.vn', records: `${www}www CAA 0 issue "ca.vn"\n`, passes: ['dns.caa.missing']},
  {
    name: 'CAA that only asks for reports',
    zone: 'caa2.gov.vn',
    records: `${www}@ CAA 0 iodef "mailto:a@b.vn"\n`,
    fails: ['dns.caa.missing'],
  },
  {name: 'CAA of wildcards alone', zone: 'caa3.gov.vn', records: `${www}@ CAA 0 issuewild "ca.vn"\n`, fails: ['dns.caa.missing']},
  {name: 'CAA that forbids all', zone: 'caa4.gov.vn', records: `${www}@ CAA 0 issue ";"\n`, passes: ['dns.caa.missing']},
  {
    name: 'the nearest CAA counts',
    zone: 'caa5.gov.vn',
    records: `${www}@ CAA 0 issue "ca.vn"\nwww CAA 0 iodef "mailto:a@b.vn"\n`,
    fails: ['dns.caa.missing'],
  },
  {
    name: 'CAA at the end of an alias',
    zone: 'caa6.gov.vn',
    records: `www CNAME trang\ntrang A 203.0.113.5\ntrang CAA 0 issue "ca.vn"\n`,
    passes: ['dns.caa.missing'],
  },
  {
    name: 'alias to a service that is gone',
    zone: 'treo1.gov.vn',
    records: 'www CNAME mat.azurewebsites.net.\n',
    fails: ['dns.dangling-cname', 'dns.ipv6.missing'],
  },
  {
    name: 'alias to a service that is there',
    zone: 'treo2.gov.vn',
    records: 'www CNAME con.azurewebsites.net.\n',
    passes: ['dns.dangling-cname'],
  },
  {
    name: 'alias over an alias that is gone',
    zone: 'treo3.gov.vn',
    records: 'www CNAME a\na CNAME b\nb CNAME mat.azurewebsites.net.\n',
    fails: ['dns.dangling-cname'],
  },
  {
    name: 'alias to a domain that nobody has',
    zone: 'treo4.gov.vn',
    records: 'www CNAME trang.hethan.com.\n',
    fails: ['dns.dangling-cname'],
  },
  {
    name: 'alias to a missing name of a domain that somebody has',
    zone: 'treo5.gov.vn',
    records: 'www CNAME mat.ngoai.com.\n',
    passes: ['dns.dangling-cname'],
  },
  {name: 'alias to a missing state name', zone: 'treo6.gov.vn', records: 'www CNAME www.mat.gov.vn.\n', passes: ['dns.dangling-cname']},
  {
    name: 'aliases in a circle',
    zone: 'vong.gov.vn',
    records: 'www CNAME a\na CNAME www\n',
    unknown: ['dns.dangling-cname', 'dns.ipv6.missing'],
  },
  {name: 'answers for every name', zone: 'sao.gov.vn', records: `${www}* A 203.0.113.5\n`, fails: ['dns.wildcard']},
  {name: 'every name has a text only', zone: 'saotxt.gov.vn', records: `${www}* TXT "x"\n`, passes: ['dns.wildcard']},
  {
    name: 'an IPv6 address that nobody can reach',
    zone: 'v6.gov.vn',
    records: 'www A 203.0.113.5\nwww AAAA fd00::1\n',
    fails: ['dns.ipv6.missing'],
  },
  ...mailCases,
]

export function zonesOf(cases: readonly ZoneCase[]): Record<string, Zone> {
  const zones: Record<string, Zone> = {
    ...ground,
    'tren.gov.vn': {records: ''},
    'mo.gov.vn': {records: '@ NS ns\nns A 127.0.0.1\nwww A 203.0.113.5\nbi-mat A 203.0.113.6\n'},
    'dong.gov.vn': {records: '@ NS ns\nns A 127.0.0.1\nwww A 203.0.113.5\n'},
  }
  for (const {zone, records, signing} of cases) zones[zone] = {records, ...(signing ? {signing} : {})}
  return zones
}
