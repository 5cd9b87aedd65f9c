import type {Content} from '../content/content.ts'
import {fillTemplate} from '../lib/template.ts'
import type {Result} from '../model/assessment.ts'
import type {SecondLook} from '../model/facts/site/site-probe.ts'
import type {SiteStatus} from '../model/facts/site/web.ts'
import type {SiteSeverity} from '../model/site-grading.ts'
import type {SiteFactSet, Snapshot} from '../model/snapshot.ts'
import type {Language} from '../model/text.ts'
import type {JudgedSite} from '../probe/judge-site.ts'
import {unseenAddresses} from '../probe/unseen-addresses.ts'

export const probeSchema = 'stp-sec/probe/1'

/** One site as `probe --json` prints it. */
export interface ProbeResult {
  schema: typeof probeSchema
  site: {id: string; url: string; host: string; port: number}
  startedAt: string
  durationMs: number
  requests: number
  connections: number
  status: SiteStatus
  statusDetail?: string
  grade: string | null
  score: number | null
  assessed: number
  algorithm: number
  caps: JudgedSite['grade']['caps']
  alerts: string[]
  categories: JudgedSite['grade']['categories']
  facts: Snapshot['facts']
  results: {
    check: string
    outcome: Result['outcome']
    severity: SiteSeverity
    /** Where a site has several: those that the outcome was seen at. */
    addresses?: string[]
    observed?: unknown
    /** What a second look at an alarm says of it. */
    secondLook?: SecondLook['checks'][number]['seen']
    message: string
    evidence: Result['evidence']
  }[]
  notAssessed: {what: string; reason: string}[]
}

/** From the facts alone: what was stored years ago prints the same way. */
export function probeResult(snapshot: Snapshot, {results, grade}: JudgedSite, content: Content, language: Language): ProbeResult {
  const {siteAddress, siteProbe} = snapshot.facts as SiteFactSet
  if (!siteAddress?.ok || !siteProbe?.ok) throw new Error(`${snapshot.target.id} holds no probe of a site`)
  const {url, host, port} = siteAddress.value
  const {status, statusDetail, durationMs, requests, connections, addresses, secondLook} = siteProbe.value
  const seenAgain = new Map(secondLook?.checks.map(({check, seen}) => [check, seen]))
  return {
    schema: probeSchema,
    site: {id: snapshot.target.id, url, host, port},
    startedAt: snapshot.collectedAt,
    durationMs,
    requests,
    connections,
    status,
    ...(statusDetail === undefined ? {} : {statusDetail}),
    grade: grade.letter ?? null,
    score: grade.score ?? null,
    assessed: grade.assessed,
    algorithm: grade.algorithm,
    caps: grade.caps,
    alerts: grade.alerts,
    categories: grade.categories,
    facts: snapshot.facts,
    results: results.map(({result, severity}) => ({
      check: result.check,
      outcome: result.outcome,
      severity,
      ...(result.addresses === undefined ? {} : {addresses: result.addresses}),
      ...(result.observed === undefined ? {} : {observed: result.observed}),
      ...seenOf(result.check, seenAgain),
      message: messageOf(result, content, language),
      evidence: result.evidence,
    })),
    notAssessed: [
      ...unseenAddresses(snapshot.facts, addresses).map(({address, reason, detail}) => ({
        what: `address ${address}`,
        reason: `${reason}: ${detail}`,
      })),
      ...results.flatMap(({result}) =>
        result.outcome === 'unknown'
          ? [{what: result.check, reason: [result.reason, result.detail].filter((part) => part !== undefined).join(': ') || 'unknown'}]
          : [],
      ),
    ],
  }
}

function seenOf(check: string, seen: ReadonlyMap<string, SecondLook['checks'][number]['seen']>) {
  const secondLook = seen.get(check)
  return secondLook === undefined ? {} : {secondLook}
}

/** The sentence of a check for what came out, with where; what was not seen is said to be so. */
function messageOf(result: Result, content: Content, language: Language): string {
  const check = content.checks.get(result.check)?.check
  if (!check) return result.check
  // The fault was seen even where a part of what to show was not.
  const observed = result.observed ?? (language === 'vi' ? 'không rõ' : 'not known')
  const where = result.addresses ? ` (${language === 'vi' ? 'tại' : 'at'} ${result.addresses.join(', ')})` : ''
  if (result.outcome === 'fail') return `${fillTemplate(check.fails[language], {observed, params: result.expected}, show)}${where}`
  if (result.outcome === 'unknown') return `${check.title[language]}: ${language === 'vi' ? 'chưa đánh giá được' : 'not assessed'}${where}`
  return `${check.title[language]}${where}`
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.map(show).join(', ')
  return typeof value === 'object' && value !== null ? Object.values(value).map(show).join(' ') : String(value)
}
