import type {StandCase} from '../case.ts'

const served = (name: string, chain: string[], expect: string[], more: Partial<StandCase> = {}): StandCase => ({
  name: `certificate: ${name}`,
  scheme: 'tls',
  groups: ['tls'],
  server: {kind: 'site', chain},
  expect,
  ...more,
})
/** Where these hold, nothing of them is said beside the one fault. */
const held = ['cert.expired', 'cert.hostname', 'cert.selfsigned']

/** Chains as real servers send them; the root of the stand alone is trusted. */
export const certificateCases: StandCase[] = [
  served('sound, ECDSA', ['good', 'mid'], [], {pass: [...held, 'cert.untrusted', 'cert.order', 'cert.root-sent', 'cert.incomplete']}),
  served('sound, RSA of 2048 bits', ['rsa', 'mid'], [], {pass: [...held, 'cert.key.weak', 'cert.sha1']}),
  served('over since three days', ['expired', 'mid'], ['cert.expired'], {pass: ['cert.untrusted', 'cert.hostname']}),
  served('valid in three days', ['not-yet', 'mid'], ['cert.notyet']),
  served('for another name', ['other-name', 'mid'], ['cert.hostname'], {pass: ['cert.untrusted', 'cert.expired']}),
  served('for all names one step above', ['wildcard', 'mid'], [], {pass: ['cert.hostname']}),
  served('wildcard of the whole gov.vn', ['wildcard-too-high', 'mid'], ['cert.hostname']),
  served('wildcard below the name', ['wildcard-too-low', 'mid'], ['cert.hostname']),
  served('signed by itself', ['self-signed'], ['cert.selfsigned']),
  served('of an authority nobody trusts', ['untrusted', 'other-root'], ['cert.untrusted', 'cert.root-sent']),
  served('without its issuer', ['good'], ['cert.untrusted']),
  served('chain in the wrong order', ['good', 'root', 'mid'], ['cert.order', 'cert.root-sent']),
  served('root sent along', ['good', 'mid', 'root'], ['cert.root-sent'], {pass: ['cert.order', 'cert.untrusted']}),
  served('signed with SHA-1, ECDSA', ['sha1', 'mid'], ['cert.sha1']),
  served('signed with SHA-1, RSA', ['sha1-rsa', 'rsa-mid'], ['cert.sha1']),
  served('signed with MD5', ['md5', 'rsa-mid'], ['cert.md5']),
  served('RSA of 1024 bits', ['rsa-1024', 'mid'], ['cert.key.weak']),
  served('curve of 192 bits, which no visitor takes', ['p-192', 'mid'], ['cert.key.weak', 'tls.no-tls13']),
  served('name in CN alone', ['common-name-alone', 'mid'], ['cert.no-san']),
  served('valid for 905 days', ['too-long', 'mid'], ['cert.lifetime']),
  served('ten days left', ['expiring', 'mid'], ['cert.expiring'], {pass: ['cert.expired']}),
  served('for visitors, not for servers', ['client-alone', 'mid'], ['cert.untrusted']),
  served('promises a staple and sends none', ['must-staple', 'mid'], ['cert.must-staple']),
]
