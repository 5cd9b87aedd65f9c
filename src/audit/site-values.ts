import type {Content} from '../content/content.ts'
import type {LoadedSiteGrading} from '../content/load-site-grading.ts'
import {gradeSite} from '../grade/site-grade.ts'
import {dayOf, daysBetween, formatMoment, timeOf} from '../lib/dates.ts'
import {stableJson} from '../lib/stable-json.ts'
import {fillTemplate} from '../lib/template.ts'
import type {Result} from '../model/assessment.ts'
import type {Register} from '../model/register.ts'
import type {RegisteredSite} from '../model/registered-site.ts'
import {type SiteGrade, siteSeverities} from '../model/site-grading.ts'
import type {Snapshot} from '../model/snapshot.ts'
import {type JudgedSite, judgeSite} from '../probe/judge-site.ts'
import {unseenAddresses} from '../probe/unseen-addresses.ts'
import {createShow} from '../report/show-value.ts'
import {createCommandFiller} from '../report/site/fill-command.ts'
import type {SiteFinding, SiteUnknown, SiteValues} from '../report/site/values.ts'
import type {StoreReader} from '../store/store.ts'
import type {SiteReportOrder} from './make-site-report.ts'
import {sha256} from './manifest.ts'
import {createSiteFinder} from './site-findings.ts'
import {siteTitle} from './site-title.ts'
import {waiversOf} from './site-waivers.ts'

export type SiteJudge = Pick<SiteReportOrder, 'on' | 'remedies' | 'words' | 'language' | 'sayDetail'> & {
  content: Content
  grading: LoadedSiteGrading
}

const hourMs = 3_600_000

/** Everything that the report of one measured site says. */
export async function siteValues(
  judge: SiteJudge,
  register: Register,
  snapshot: Snapshot,
  registered: RegisteredSite | undefined,
  store: Pick<StoreReader, 'snapshotOn'>,
): Promise<SiteValues> {
  const {on, content, grading, words, language} = judge
  const {target, facts, collectedAt: at} = snapshot
  const judged = judgeSite(snapshot, content, grading, dayOf(timeOf(at)))
  const address = facts.siteAddress?.ok ? facts.siteAddress.value : undefined
  const url = address?.url ?? registered?.url ?? target.name
  const host = address?.host ?? target.name
  const domain = address?.registrable ?? host
  const waivers = waiversOf(register, registered, target.id, content, on)
  const alerts = new Set(grading.grading.alerts)
  const find = createSiteFinder({
    ...judge,
    facts,
    show: createShow(content.words.labels, language),
    fill: createCommandFiller({
      url,
      scheme: address?.scheme ?? 'https',
      host,
      port: address?.port ?? 443,
      domain,
      mail: registered?.mailDomain ?? domain,
    }),
  })
  const of = (outcome: Result['outcome']) => judged.results.filter(({result}) => result.outcome === outcome)
  const findings = of('fail')
    .map(
      (one): SiteFinding => ({
        ...find(one),
        ...waivers(one.result.check),
        ...secondLookAt(one.result.check, facts),
        alert: alerts.has(one.result.check),
      }),
    )
    .sort(bySeverity)
  const ageDays = daysBetween(at, on)
  const before = await measurementBefore(judge, snapshot, store)
  const waived = new Set(findings.filter(({waiver}) => waiver !== undefined).map(({check}) => check))
  return {
    target: target.id,
    url,
    host,
    ...(registered === undefined ? {} : {name: registered.name}),
    ...(registered?.unit === undefined ? {} : {unit: registered.unit}),
    ...(registered?.operator === undefined ? {} : {operator: registered.operator}),
    at,
    ageDays,
    old: ageDays > words.oldAfterDays,
    ...(before === undefined ? {} : {before}),
    ...statusOf(snapshot, judge),
    ...addressesOf(snapshot, judge),
    ...certificateOf(snapshot),
    grade: judged.grade,
    ...(waived.size === 0 ? {} : {gradeWithoutWaived: withoutWaived(judged, waived, grading)}),
    findings,
    unknown: of('unknown')
      .map(
        ({result, severity}): SiteUnknown => ({
          check: result.check,
          title: siteTitle(content, result.check, language),
          severity,
          alert: alerts.has(result.check),
          reason: result.reason ?? 'other',
          ...(result.detail === undefined ? {} : {detail: judge.sayDetail(result.detail)}),
        }),
      )
      .sort(bySeverity),
    passed: of('pass').map(({result}) => result.check),
    counts: {
      pass: of('pass').length,
      fail: findings.length,
      unknown: of('unknown').length,
      notApplicable: of('not-applicable').length,
    },
    tool: snapshot.tool,
    sha256: sha256(stableJson(snapshot)),
  }
}

function secondLookAt(check: string, {siteProbe}: Snapshot['facts']): Pick<SiteFinding, 'secondLook'> {
  const look = siteProbe?.ok ? siteProbe.value.secondLook : undefined
  const seen = look?.checks.find((one) => one.check === check)?.seen
  return look && seen ? {secondLook: {seen, at: formatMoment(look.at)}} : {}
}

function bySeverity(a: {severity: SiteFinding['severity']; check: string}, b: {severity: SiteFinding['severity']; check: string}): number {
  return siteSeverities.indexOf(a.severity) - siteSeverities.indexOf(b.severity) || (a.check < b.check ? -1 : 1)
}

/** The newest measurement that lies far enough back to say something about this one. */
async function measurementBefore(
  {content, grading, words}: SiteJudge,
  {target, collectedAt}: Snapshot,
  store: Pick<StoreReader, 'snapshotOn'>,
): Promise<SiteValues['before']> {
  const earlier = await store.snapshotOn(target.id, new Date(timeOf(collectedAt) - words.confirmAfterHours * hourMs).toISOString())
  if (!earlier) return undefined
  const {letter} = judgeSite(earlier, content, grading, dayOf(timeOf(earlier.collectedAt))).grade
  return {at: earlier.collectedAt, ...(letter === undefined ? {} : {letter})}
}

/** The same grade with the waived faults neither passed nor failed. */
function withoutWaived(
  {results}: JudgedSite,
  waived: ReadonlySet<string>,
  {grading}: LoadedSiteGrading,
): {letter?: SiteGrade['letter']; faults: number} {
  const {letter} = gradeSite(
    results.map(({result: {check, outcome}, severity}) => ({
      check,
      outcome: waived.has(check) ? 'not-applicable' : outcome,
      category: grading.checks[check]?.category ?? '',
      severity,
    })),
    grading,
  )
  return {...(letter === undefined ? {} : {letter}), faults: waived.size}
}

/** How the probe ended. */
function statusOf({facts: {siteProbe}}: Snapshot, {sayDetail}: SiteJudge): Pick<SiteValues, 'status' | 'statusDetail'> {
  if (!siteProbe?.ok) return {status: 'unknown'}
  const {status, statusDetail} = siteProbe.value
  return {status, ...(statusDetail === undefined ? {} : {statusDetail: sayDetail(statusDetail)})}
}

function addressesOf({facts}: Snapshot, {words, language}: SiteJudge): Pick<SiteValues, 'addresses' | 'otherAddresses'> {
  const {siteAddress, siteProbe, web} = facts
  const addresses = siteAddress?.ok ? [...(siteAddress.value.ipv4 ?? []), ...(siteAddress.value.ipv6 ?? [])] : []
  const asked = new Set(web?.ok ? web.value.main.hops.map(({address}) => address) : addresses.slice(0, 1))
  const reachable = siteProbe?.ok ? siteProbe.value.addresses : addresses
  const unseen = facts.tlsAddresses?.ok
    ? unseenAddresses(facts, reachable).map(({address, noRoute}) => (noRoute ? fillTemplate(words.noIpv6[language], {address}) : address))
    : addresses.filter((address) => !asked.has(address))
  return {addresses, otherAddresses: [...unseen, ...addresses.filter((address) => facts.tlsAddresses?.ok && !reachable.includes(address))]}
}

function certificateOf({facts: {chain}}: Snapshot): Pick<SiteValues, 'certificate'> {
  const first = chain?.ok ? (chain.value.certificates.find(({role}) => role === 'server') ?? chain.value.certificates[0]) : undefined
  if (!first) return {}
  const {sha256: hash, subject, issuer, notAfter} = first
  return {
    certificate: {
      sha256: hash,
      ...(subject === undefined ? {} : {subject}),
      ...(issuer === undefined ? {} : {issuer}),
      ...(notAfter === undefined ? {} : {notAfter}),
    },
  }
}
