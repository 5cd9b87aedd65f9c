import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {judgeChain} from '../../../../src/collect/site/certificate/judge-chain.ts'
import {loadCertificateRules} from '../../../../src/content/load-trust.ts'
import {leaf, makeAuthorities, now} from './case.ts'
import {outcomesOf} from './judge.ts'
import {createPki, hasOpenssl, type Pki} from './pki.ts'

/** A server with two kinds of keys shows some visitors the second certificate: it must be as good as the first. */
describe.skipIf(!hasOpenssl)('other certificates of the same server', () => {
  let pki: Pki
  beforeAll(() => {
    pki = createPki()
    makeAuthorities(pki)
    leaf(pki, 'good')
    leaf(pki, 'old', {from: '20260101000000Z', to: '20260701000000Z'})
    leaf(pki, 'coming', {from: '20260801000000Z', to: '20261101000000Z'})
    leaf(pki, 'foreign', {by: 'other-root'})
    leaf(pki, 'elsewhere', {names: 'DNS:khac.test', from: '20260101000000Z', to: '20260701000000Z'})
  })
  afterAll(() => pki.remove())

  const judge = (other: string) =>
    outcomesOf(
      judgeChain(
        {certificates: [pki.der('good'), pki.der('mid')], others: [{certificates: [pki.der(other), pki.der('mid')]}]},
        {
          host: 'trang.test',
          now: new Date(now),
          anchors: [pki.anchor('root')],
          anchorsName: 'test',
          rules: loadCertificateRules(),
        },
      ),
    ).fail

  it.each([
    ['good', []],
    ['old', ['expired']],
    ['coming', ['notyet']],
    ['foreign', ['untrusted']],
    // The certificate for visitors that name no host is another site's.
    ['elsewhere', []],
  ])('%s', (other, fails) => {
    expect(judge(other)).toEqual(fails)
  })
})
