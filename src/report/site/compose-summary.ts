import {formatMoment, timeOf} from '../../lib/dates.ts'
import {stableJson} from '../../lib/stable-json.ts'
import type {Localized} from '../../model/text.ts'
import type {Block, Cell, ReportDocument, Table} from '../document.ts'
import {countChecks, countUnits} from './count.ts'
import {composeHead, composeMeta, composeSignature} from './letter-head.ts'
import {boxed, cell, createNumbering, createSpeaker, line, listed, paragraph, percent, type Speaker} from './speaker.ts'
import type {SiteSummaryInput, SiteValues} from './values.ts'

/** Several sites together: alerts, counts by check and by unit, and what was measured. Letters stand in the report of each site. */
export function composeSiteSummary(input: SiteSummaryInput): ReportDocument {
  const {on, workspace, sites, unmeasured, words, algorithm, dataAges} = input
  const speaker = createSpeaker(input, {count: sites.length + unmeasured.length, year: on.slice(0, 4), algorithm})
  const {say} = speaker
  const {summary} = words
  const heading = createNumbering()
  const alerts = composeAlerts(input, speaker)
  return {
    meta: composeMeta(speaker, workspace, {
      title: summary.title,
      identity: `sites ${on} ${stableJson(sites.map(({target, sha256}) => [target, sha256]))}`,
      date: new Date(timeOf(on)),
      dataAges,
    }),
    blocks: [
      composeHead(speaker, workspace, summary.subject),
      ...(workspace.sample ? [boxed(say(words.notices.sample))] : []),
      ...composeOld(input, speaker),
      boxed(say(words.notices.self)),
      paragraph({text: composeIntro(input, speaker)}),
      ...(alerts ? [heading(say(summary.alertHeading)), alerts] : []),
      heading(say(summary.checkHeading)),
      ...composeChecks(input, speaker),
      heading(say(summary.organisationHeading)),
      composeUnits(input, speaker),
      heading(say(summary.siteHeading)),
      composeSites(input, speaker),
      line({text: dataAges}),
      composeSignature(speaker),
    ],
  }
}

const nameOf = ({name, host}: Pick<SiteValues, 'name' | 'host'>): string => (name === undefined ? host : `${name} (${host})`)

function table(headers: readonly Localized[], shares: readonly number[], rows: Cell[][], {say}: Speaker): Table {
  return {
    kind: 'table',
    columns: headers.map((header, index) => ({
      header: say(header),
      share: shares[index] ?? 10,
      align: index === 0 ? ('left' as const) : ('center' as const),
    })),
    rows,
    size: 10.5,
  }
}

function composeIntro({sites, words}: SiteSummaryInput, {say}: Speaker): string {
  const moments = sites.map(({at}) => at).sort((a, b) => timeOf(a) - timeOf(b))
  const [oldest] = moments
  const newest = moments.at(-1)
  if (oldest === undefined || newest === undefined) return say(words.summary.none)
  const assessed = sites.reduce((sum, {grade}) => sum + grade.assessed, 0) / sites.length
  const intro = say(words.summary.intro, {
    measured: sites.length,
    oldest: formatMoment(oldest),
    newest: formatMoment(newest),
    assessed: percent(assessed),
  })
  return `${intro} ${say(words.summary.algorithms)}`
}

function composeOld({sites, words}: SiteSummaryInput, {say}: Speaker): Block[] {
  const old = sites.filter((site) => site.old)
  if (old.length === 0) return []
  return [boxed(say(words.summary.old, {count: old.length, limit: words.oldAfterDays, list: listed(old.map(({host}) => host))}), true)]
}

function composeAlerts({sites, words}: SiteSummaryInput, speaker: Speaker): Block | undefined {
  const rows = sites.flatMap((site) =>
    site.findings
      .filter(({alert}) => alert)
      .map(({message, check}) => [cell(nameOf(site)), cell(`${message} (${check})`, {tone: 'bad', align: 'left'})]),
  )
  return rows.length === 0 ? undefined : table(words.summary.alertColumns, [36, 64], rows, speaker)
}

function composeChecks({sites, words, titleOf}: SiteSummaryInput, speaker: Speaker): Block[] {
  const {say} = speaker
  const {failing, unseenEverywhere} = countChecks(sites)
  const judged = (check: string) => sites.filter(({passed}) => passed.includes(check)).length
  const rows = failing.map(({check, severity, fail, unknown}) => [
    cell(titleOf(check)),
    speaker.severity(severity),
    cell(String(fail)),
    cell(String(judged(check))),
    cell(String(unknown)),
  ])
  return [
    ...(rows.length === 0 ? [] : [table(words.summary.checkColumns, [46, 17, 12, 12, 13], rows, speaker)]),
    ...(unseenEverywhere.length === 0 || sites.length === 0
      ? []
      : [line({text: say(words.summary.unseenChecks, {count: unseenEverywhere.length, list: listed(unseenEverywhere, 100)})})]),
  ]
}

function composeUnits({sites, unmeasured, words}: SiteSummaryInput, speaker: Speaker): Block {
  const rows = countUnits(sites, unmeasured).map(({unit, ...counts}) => [
    cell(unit ?? speaker.say(words.summary.noUnit)),
    ...[counts.sites, counts.answering, counts.alerts, counts.critical, counts.high, counts.noLetter].map((count) => cell(String(count))),
  ])
  return table(words.summary.organisationColumns, [34, 10, 10, 11, 12, 10, 13], rows, speaker)
}

function composeSites({sites, unmeasured, words}: SiteSummaryInput, speaker: Speaker): Block {
  const {say} = speaker
  const count = ({findings}: SiteValues, of: (severity: string) => boolean) => String(findings.filter(({severity}) => of(severity)).length)
  const rows = [
    ...sites.map((site) => [
      cell(nameOf(site)),
      cell(say(words.statuses[site.status]).split(':')[0] ?? ''),
      cell(formatMoment(site.at)),
      cell(percent(site.grade.assessed)),
      cell(count(site, (severity) => severity === 'critical')),
      cell(count(site, (severity) => severity === 'high')),
      cell(count(site, (severity) => severity !== 'critical' && severity !== 'high')),
    ]),
    ...unmeasured.map(({name, url}) => [
      cell(name === undefined ? url : `${name} (${url})`),
      cell(say(words.summary.notMeasured), {tone: 'unknown' as const, span: 6}),
    ]),
  ]
  return table(words.summary.siteColumns, [34, 15, 15, 11, 9, 7, 9], rows, speaker)
}
