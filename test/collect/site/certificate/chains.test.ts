import {spawnSync} from 'node:child_process'
import {isIP} from 'node:net'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {judgeChain} from '../../../../src/collect/site/certificate/judge-chain.ts'
import {loadCertificateRules} from '../../../../src/content/load-trust.ts'
import type {TrustAnchor} from '../../../../src/model/trust.ts'
import {type Case, makeAuthorities, host as usualHost, now as usualNow} from './case.ts'
import {nameCases} from './cases-names.ts'
import {revocationCases} from './cases-revocation.ts'
import {strengthCases} from './cases-strength.ts'
import {trustCases} from './cases-trust.ts'
import {outcomesOf} from './judge.ts'
import {createPki, hasOpenssl, type Pki} from './pki.ts'

const groups = {names: nameCases, trust: trustCases, strength: strengthCases, revocation: revocationCases}
const rules = loadCertificateRules()
let pki: Pki

describe.skipIf(!hasOpenssl)('chains made by openssl', () => {
  beforeAll(() => {
    pki = createPki()
    makeAuthorities(pki)
  })
  afterAll(() => pki.remove())

  it.each(Object.entries(groups).flatMap(([group, cases]) => cases.map((one) => [group, one.name, one] as const)))(
    '%s: %s',
    (_, __, one) => {
      const {send, anchors = ['root'], extra = [], host = usualHost, now = usualNow, ...more} = one.make(pki)
      const anchorsOf = (names: readonly (string | TrustAnchor)[]) =>
        names.map((name) => (typeof name === 'string' ? pki.anchor(name) : name))
      const {intermediates = [], crls = [], staple} = more
      const judged = judgeChain(
        {certificates: send.map((name) => pki.der(name)), ...(staple ? {staple} : {})},
        {
          ...{host, now: new Date(now), anchors: anchorsOf(anchors), anchorsName: 'test', extraAnchors: anchorsOf(extra), rules, crls},
          intermediates: intermediates.map((name) => pki.der(name)),
        },
      )
      const outcomes = outcomesOf(judged)
      expect({fails: outcomes.fail, unknown: outcomes.unknown}).toEqual({
        fails: [...one.fails].sort(),
        unknown: ['shared-key', ...(one.revocationKnown ? [] : ['revoked']), ...(one.unknown ?? [])].sort(),
      })
      const {path, staple: expectedStaple, ...facts} = one.facts ?? {}
      expect(judged.value).toMatchObject({...facts, ...(expectedStaple ? {staple: expectedStaple} : {})})
      for (const {sha256, position} of judged.value.certificates)
        expectLikeOpenssl(send[position] ?? '', judged.value.certificates[position], sha256)
      const ours = accepts(outcomes)
      const theirs = opensslAccepts(send, [...anchors, ...extra], host, now)
      if (one.differs) expect({ours, theirs: theirs.ok}).toEqual({ours: !theirs.ok, theirs: theirs.ok})
      else expect({accepted: ours}, theirs.said).toEqual({accepted: theirs.ok})
    },
  )
})

/** Whether a visitor of today would get in, by our checks. */
const gates = ['expired', 'notyet', 'hostname', 'no-san', 'untrusted', 'selfsigned', 'revoked', 'must-staple']
const accepts = ({fail, unknown}: ReturnType<typeof outcomesOf>) => !gates.some((id) => fail.includes(id)) && !unknown.includes('untrusted')

function opensslAccepts([leaf = '', ...others]: string[], anchors: readonly (string | TrustAnchor)[], host: string, now: string) {
  pki.write('anchors.pem', anchors.map((one) => pki.pem(typeof one === 'string' ? one : one.label)).join(''))
  pki.write('others.pem', others.map(pki.pem).join(''))
  const run = spawnSync(
    'openssl',
    [
      ...['verify', '-attime', String(Date.parse(now) / 1000 - (Date.parse(now) % 1000) / 1000), '-no-CApath', '-no-CAstore'],
      ...(anchors.length > 0 ? ['-CAfile', 'anchors.pem'] : ['-no-CAfile']),
      ...(others.length > 0 ? ['-untrusted', 'others.pem'] : []),
      ...['-purpose', 'sslserver', '-auth_level', '0', isIP(host) ? '-verify_ip' : '-verify_hostname', host, `${leaf}.pem`],
    ],
    {cwd: pki.folder, encoding: 'utf8'},
  )
  return {ok: run.status === 0, said: run.stderr}
}

const compared = new Set<string>()
type Described = ReturnType<typeof judgeChain>['value']['certificates'][number]

/** The same fields as `openssl x509` prints. */
function expectLikeOpenssl(name: string, ours: Described | undefined, sha256: string): void {
  if (compared.has(sha256)) return
  compared.add(sha256)
  const said = pki
    .openssl(
      'x509',
      '-in',
      `${name}.pem`,
      '-noout',
      '-subject',
      '-issuer',
      '-serial',
      '-dates',
      '-fingerprint',
      '-sha256',
      '-nameopt',
      'RFC2253,-esc_msb,utf8',
    )
    .toString()
  const field = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(said)?.[1] ?? ''
  expect({
    subject: ours?.subject?.replaceAll(', ', ','),
    issuer: ours?.issuer?.replaceAll(', ', ','),
    serial: ours?.serial,
    notBefore: ours?.notBefore,
    notAfter: ours?.notAfter,
    sha256,
  }).toEqual({
    subject: field('subject'),
    issuer: field('issuer'),
    serial: field('serial'),
    notBefore: new Date(field('notBefore')).toISOString(),
    notAfter: new Date(field('notAfter')).toISOString(),
    sha256: field('sha256 Fingerprint').replaceAll(':', '').toLowerCase(),
  })
}

it('there are at least 45 cases, each with a name of its own', () => {
  const names = Object.values(groups).flatMap((cases: Case[]) => cases.map(({name}) => name))
  expect(names.length).toBeGreaterThanOrEqual(45)
  expect(new Set(names).size).toBe(names.length)
})
