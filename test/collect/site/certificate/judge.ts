import {judgeTarget} from '../../../../src/check/judge.ts'
import type {JudgedChain} from '../../../../src/collect/site/certificate/judge-chain.ts'
import {type CollectedSiteFacts, toSiteFacts} from '../../../../src/collect/site/context.ts'
import {loadContent} from '../../../../src/content/content.ts'

const {checks} = loadContent()
export const certificateChecks = [...checks.keys()].filter((id) => id.startsWith('cert.')).sort()

const tls = {
  ...{address: '127.0.0.1', port: 443, startTls: false, deep: false, connections: 1, served: true},
  ...{refusals: [], suites: [], dh: [], groups: [], chain: []},
}

export type Outcomes = Record<'fail' | 'unknown' | 'pass' | 'not-applicable', string[]>

/** All checks of certificates on a judged chain, by outcome; ids without "cert.". */
export function outcomesOf(chain: CollectedSiteFacts['chain'] | JudgedChain, served = true): Outcomes {
  const at = '2026-11-26T00:00:00.000Z'
  const fact = chain && 'ok' in chain ? chain : {ok: true as const, source: 'test', ...(chain as JudgedChain)}
  const facts = toSiteFacts({tls: {ok: true, value: {...tls, served}, source: 'test'}, ...(chain ? {chain: fact} : {})}, at)
  const broken = facts.chain?.ok === false && facts.chain.source === 'stp-sec' ? facts.chain.detail : undefined
  if (broken) throw new Error(broken)
  const uses = certificateChecks.map((id) => ({key: id, check: id, params: checks.get(id)?.check.params ?? {}, maxFactAgeDays: 30}))
  const results = judgeTarget(checks, uses, {id: 'trang', kind: 'site', facts} as never, '2026-11-26')
  const outcomes: Outcomes = {fail: [], unknown: [], pass: [], 'not-applicable': []}
  for (const id of certificateChecks) outcomes[results.get(id)?.outcome ?? 'unknown'].push(id.slice(5))
  return outcomes
}
