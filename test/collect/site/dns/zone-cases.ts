import type {Zone} from './name-servers.ts'

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

export interface ZoneCase {
  name: string
  /** Zone and its records; what is not said is the usual. */
  zone: string
  records: string
  signing?: Zone['signing']
  host?: string
  selectors?: string[]
  mailDomain?: string
  fails?: string[]
  passes?: string[]
  unknown?: string[]
  skips?: string[]
}

const www = 'www A 203.0.113.5\nwww AAAA 2001:db8:9::5\n'
const mx = '@ MX 10 mx\nmx A 203.0.113.10\n'
const txt = (name: string, text: string) => `${name} TXT "${text}"\n`

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
      'mail.dane',
    ],
    fails: ['mail.mtasts.missing'],
    unknown: ['dns.axfr', 'mail.starttls.missing'],
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
  {
    name: 'two SPF records',
    zone: 'spf2.gov.vn',
    records: `${www}${mx}${txt('@', 'v=spf1 -all')}${txt('@', 'v=spf1 mx -all')}`,
    fails: ['mail.spf.multiple'],
    skips: ['mail.spf.syntax', 'mail.spf.plusall'],
  },
  {
    name: 'SPF for everybody',
    zone: 'spf3.gov.vn',
    records: `${www}${mx}${txt('@', 'v=spf1 mx +all')}`,
    fails: ['mail.spf.plusall'],
    passes: ['mail.spf.syntax'],
  },
  {
    name: 'SPF for everybody by two halves',
    zone: 'spf4.gov.vn',
    records: `${www}${mx}${txt('@', 'v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all')}`,
    fails: ['mail.spf.plusall'],
  },
  {
    name: 'SPF for everybody by an include',
    zone: 'spf5.gov.vn',
    records: `${www}${mx}${txt('@', 'v=spf1 include:x.spf5.gov.vn -all')}${txt('x', 'v=spf1 all')}`,
    fails: ['mail.spf.plusall'],
  },
  {
    name: 'SPF for all of IPv6',
    zone: 'spf6.gov.vn',
    records: `${www}${mx}${txt('@', 'v=spf1 mx ip6:::/0 -all')}`,
    fails: ['mail.spf.plusall'],
  },
  {
    name: 'SPF that breaks',
    zone: 'spf7.gov.vn',
    records: `${www}${mx}${txt('@', 'v=spf1 ip4:203.0.113 -all')}`,
    fails: ['mail.spf.syntax'],
    passes: ['mail.spf.plusall'],
    skips: ['mail.spf.softfail'],
  },
  {
    name: 'SPF that includes what is not there',
    zone: 'spf8.gov.vn',
    records: `${www}${mx}${txt('@', 'v=spf1 include:ngoai.khongco.gov.vn -all')}`,
    fails: ['mail.spf.syntax'],
  },
  {
    name: 'SPF in a circle',
    zone: 'spf9.gov.vn',
    records: `${www}${mx}${txt('@', 'v=spf1 include:x.spf9.gov.vn -all')}${txt('x', 'v=spf1 redirect=spf9.gov.vn')}`,
    fails: ['mail.spf.syntax'],
  },
  {
    name: 'SPF over eleven names',
    zone: 'spf10.gov.vn',
    records: `${www}${mx}${txt('@', `v=spf1 ${Array.from({length: 11}, (_, i) => `a:a${i}.spf10.gov.vn`).join(' ')} -all`)}${Array.from({length: 11}, (_, i) => `a${i} A 203.0.113.20\n`).join('')}`,
    fails: ['mail.spf.lookups'],
    passes: ['mail.spf.syntax'],
    skips: ['mail.spf.softfail'],
  },
  {
    name: 'SPF of three names that are gone',
    zone: 'spf11.gov.vn',
    records: `${www}${mx}${txt('@', 'v=spf1 a:a.spf11.gov.vn a:b.spf11.gov.vn mx:c.spf11.gov.vn -all')}`,
    fails: ['mail.spf.lookups'],
  },
  {name: 'SPF with ptr', zone: 'spf12.gov.vn', records: `${www}${mx}${txt('@', 'v=spf1 ptr -all')}`, fails: ['mail.spf.ptr']},
  {
    name: 'SPF that only doubts',
    zone: 'spf13.gov.vn',
    records: `${www}${mx}${txt('@', 'v=spf1 mx ~all')}`,
    fails: ['mail.spf.softfail'],
    passes: ['mail.spf.missing', 'mail.spf.plusall'],
  },
  {name: 'SPF without an end', zone: 'spf14.gov.vn', records: `${www}${mx}${txt('@', 'v=spf1 mx')}`, fails: ['mail.spf.softfail']},
  {
    name: 'SPF that leads to a broken zone',
    zone: 'spf15.gov.vn',
    records: `${www}${mx}${txt('@', 'v=spf1 include:hong.gov.vn -all')}`,
    unknown: ['mail.spf.syntax', 'mail.spf.lookups', 'mail.spf.plusall', 'mail.spf.softfail'],
  },
  {
    name: 'DMARC that only watches',
    zone: 'dm1.gov.vn',
    records: `${www}${mx}${txt('_dmarc', 'v=DMARC1; p=none; rua=mailto:a@dm1.gov.vn')}`,
    fails: ['mail.dmarc.none'],
    passes: ['mail.dmarc.missing', 'mail.dmarc.no-rua', 'mail.dmarc.syntax'],
  },
  {
    name: 'DMARC for none of the mail',
    zone: 'dm2.gov.vn',
    records: `${www}${mx}${txt('_dmarc', 'v=DMARC1; p=reject; pct=0')}`,
    fails: ['mail.dmarc.none', 'mail.dmarc.no-rua'],
  },
  {
    name: 'two DMARC records',
    zone: 'dm3.gov.vn',
    records: `${www}${mx}${txt('_dmarc', 'v=DMARC1; p=reject')}${txt('_dmarc', 'v=DMARC1; p=none')}`,
    fails: ['mail.dmarc.missing', 'mail.dmarc.syntax'],
  },
  {
    name: 'DMARC with the version last',
    zone: 'dm4.gov.vn',
    records: `${www}${mx}${txt('_dmarc', 'p=reject; v=DMARC1')}`,
    fails: ['mail.dmarc.missing'],
  },
  {
    name: 'DMARC with a misspelt policy and reports',
    zone: 'dm5.gov.vn',
    records: `${www}${mx}${txt('_dmarc', 'v=DMARC1; p=reject-all; rua=mailto:a@dm5.gov.vn')}`,
    passes: ['mail.dmarc.missing'],
    fails: ['mail.dmarc.syntax', 'mail.dmarc.none'],
  },
  {
    name: 'reports to somebody who agreed',
    zone: 'dm6.gov.vn',
    records: `${www}${mx}${txt('_dmarc', 'v=DMARC1; p=reject; rua=mailto:a@nhan.may.gov.vn')}`,
    passes: ['mail.dmarc.no-rua'],
  },
  {
    name: 'reports to somebody who did not agree',
    zone: 'dm7.gov.vn',
    records: `${www}${mx}${txt('_dmarc', 'v=DMARC1; p=reject; rua=mailto:a@ngoai.com')}`,
    fails: ['mail.dmarc.no-rua'],
    passes: ['mail.dmarc.none'],
  },
  {
    name: 'no mail, said so',
    zone: 'dau1.gov.vn',
    records: `${www}@ MX 0 .\n${txt('@', 'v=spf1 -all')}${txt('_dmarc', 'v=DMARC1; p=reject')}`,
    passes: ['mail.parked', 'mail.spf.softfail'],
    skips: ['mail.spf.missing', 'mail.mtasts.missing', 'mail.starttls.missing', 'mail.dane'],
  },
  {name: 'no mail, not said', zone: 'dau2.gov.vn', records: www, fails: ['mail.parked', 'mail.dmarc.missing'], skips: ['mail.spf.missing']},
  {
    name: 'no mail, half said',
    zone: 'dau3.gov.vn',
    records: `${www}${txt('@', 'v=spf1 ~all')}`,
    fails: ['mail.parked', 'mail.spf.softfail'],
  },
  {
    name: 'MTA-STS announced without a host',
    zone: 'sts1.gov.vn',
    records: `${www}${mx}${txt('_mta-sts', 'v=STSv1; id=1')}`,
    passes: ['mail.mtasts.missing'],
    fails: ['mail.mtasts.invalid'],
  },
  {
    name: 'TLS-RPT without an address',
    zone: 'rpt.gov.vn',
    records: `${www}${mx}${txt('_smtp._tls', 'v=TLSRPTv1; rua=')}`,
    fails: ['mail.tlsrpt.missing'],
  },
  {
    name: 'DANE without signatures',
    zone: 'dane.gov.vn',
    records: `${www}${mx}_25._tcp.mx TLSA 3 1 1 ${'ab'.repeat(32)}\n`,
    signing: 'none',
    fails: ['mail.dane'],
  },
  {
    name: 'mail of the host itself is looked at too',
    zone: 'hai.gov.vn',
    records: `${www}${mx}${txt('@', 'v=spf1 mx -all')}www MX 10 mx\n`,
    fails: ['mail.spf.missing'],
  },
  {
    name: 'mail of an alias is somebody else’s',
    zone: 'ba.gov.vn',
    records: `www CNAME ngoai.com.\n${mx}${txt('@', 'v=spf1 mx -all')}`,
    passes: ['mail.spf.missing'],
  },
  {
    name: 'another mail domain by the register',
    zone: 'bon.gov.vn',
    records: www,
    mailDomain: 'tot.gov.vn',
    passes: ['mail.spf.missing', 'mail.dmarc.none'],
    skips: ['mail.parked'],
  },
  {
    name: 'DKIM keys',
    zone: 'dkim.gov.vn',
    records: `${www}${txt('ed._domainkey', `v=DKIM1; k=ed25519; p=${'A'.repeat(43)}=`)}${txt('het._domainkey', 'v=DKIM1; p=')}`,
    selectors: ['ed', 'het', 'khongco'],
    passes: ['mail.dkim.weak'],
  },
  {
    name: 'a short DKIM key',
    zone: 'dkim2.gov.vn',
    records: `${www}${txt('s1._domainkey', 'k=rsa; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAK0ol3WTuOX85pywYgVCiN6VsW/9BTdXU3sTLxOpWVtYJnLNL2BvV3E0SrE4ov7gTzUVTbhrNBfFZuvZYCsvVxcCAwEAAQ==')}`,
    selectors: ['s1'],
    fails: ['mail.dkim.weak'],
  },
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
