import {judgeTarget} from '../../../../src/check/judge.ts'
import {toSiteFacts} from '../../../../src/collect/site/context.ts'
import type {CollectedTls} from '../../../../src/collect/site/tls/collect-tls.ts'
import {loadContent} from '../../../../src/content/content.ts'

const {checks} = loadContent()
const ids = [...checks.keys()].filter((id) => id.startsWith('tls.')).sort()

export interface Judged {
  fails: string[]
  unknown: string[]
  passes: string[]
  notApplicable: string[]
}

/** All checks of TLS on what was collected: what fails and what is open, by id. */
export function judgeTls({facts}: CollectedTls, scheme = 'https'): Judged {
  const at = '2026-11-26T00:00:00.000Z'
  const address = {url: 'https://trang.test/', scheme, host: 'trang.test', port: 443, literal: false}
  const all = toSiteFacts({...facts, siteAddress: {ok: true, value: address as never, source: 'test'}}, at)
  const uses = ids.map((id) => ({key: id, check: id, params: checks.get(id)?.check.params ?? {}, maxFactAgeDays: 30}))
  const results = judgeTarget(checks, uses, {id: 'trang', kind: 'site', facts: all as never} as never, '2026-11-26')
  const of = (outcome: string) => ids.filter((id) => results.get(id)?.outcome === outcome)
  return {fails: of('fail'), unknown: of('unknown'), passes: of('pass'), notApplicable: of('not-applicable')}
}
