import type {Page, StandCase} from '../case.ts'

/** A case whose first page has other headers: `null` takes one away. */
const home = (name: string, headers: Page['headers'] & object, expect: string[], more: Partial<StandCase> = {}): StandCase => ({
  name,
  server: {kind: 'site', pages: {'/': {headers}}},
  expect,
  ...more,
})

export const headerCases: StandCase[] = [
  {name: 'a sound site', server: {kind: 'site'}, expect: [], pass: ['tls.pqc', 'hdr.hsts.missing', 'cert.expired', 'expo.file.git']},
  home('no HSTS', {'strict-transport-security': null}, ['hdr.hsts.missing']),
  home('no CSP', {'content-security-policy': null}, ['hdr.csp.missing']),
]
