import {formatDay, formatMoment, timeOf} from '../../lib/dates.ts'
import type {Block, ReportDocument} from '../document.ts'
import {composeHead, composeMeta, composeSignature} from './letter-head.ts'
import {composeDetails, type NumberedFinding} from './part-detail.ts'
import {composeGrade} from './part-grade.ts'
import {composeMeasured} from './part-measured.ts'
import {composeUnseen} from './part-unseen.ts'
import {boxed, cell, createNumbering, createSpeaker, line, listed, paragraph, type Speaker} from './speaker.ts'
import type {SiteFinding, SiteInput} from './values.ts'

/** Writes the report of one site: alerts, what is wrong, the grade, each fault in full, what was not assessed, the measurement. */
export function composeSite(input: SiteInput): ReportDocument {
  const {on, workspace, site, words, dataAges} = input
  const speaker = createSpeaker(input, {
    host: site.host,
    // What "probe" takes: the id in the register, or the address itself.
    target: site.name === undefined ? site.url : site.target.replace(/^site-/, ''),
    year: on.slice(0, 4),
    algorithm: site.grade.algorithm,
  })
  const {say} = speaker
  const heading = createNumbering()
  const alerts = site.findings.filter(({alert}) => alert)
  const numbered = numberFindings(site.findings)
  const unseen = composeUnseen(input, speaker)
  const details = composeDetails(numbered, speaker)
  return {
    meta: composeMeta(speaker, workspace, {
      title: words.title,
      identity: `site ${site.target} ${on} ${site.sha256}`,
      date: new Date(timeOf(on)),
      dataAges,
    }),
    blocks: [
      composeHead(speaker, workspace, words.head.subject),
      ...(workspace.sample ? [boxed(say(words.notices.sample))] : []),
      ...composeAge(input, speaker),
      ...composeAlerts(input, alerts, speaker),
      heading(say(words.findingsHeading)),
      ...composeFindings(input, numbered, speaker),
      heading(say(words.gradeHeading)),
      ...composeGrade(input, speaker),
      ...(details.length === 0 ? [] : [heading(say(words.detailHeading)), paragraph({text: say(words.detailIntro)}), ...details]),
      ...(unseen.length === 0 ? [] : [heading(say(words.unseenHeading)), ...unseen]),
      heading(say(words.measuredHeading)),
      ...composeMeasured(input, speaker),
      line({text: dataAges}),
      composeSignature(speaker),
    ],
  }
}

function composeAge({on, site, words}: SiteInput, {say}: Speaker): Block[] {
  const values = {at: formatMoment(site.at), on: formatDay(on), days: site.ageDays, limit: words.oldAfterDays}
  return [
    ...(site.old ? [boxed(say(words.notices.old, values), true)] : []),
    ...(site.status === 'ok' ? [] : [boxed(say(words.notices.unreached, {status: say(words.statuses[site.status])}), true)]),
    boxed(`${say(words.notices.self)}${site.old ? '' : ` ${say(site.ageDays === 0 ? words.notices.today : words.notices.age, values)}`}`),
  ]
}

/** Spam, exposed secrets and bulk personal data stand before everything, whatever the letter. */
function composeAlerts({site, words}: SiteInput, alerts: readonly SiteFinding[], {say}: Speaker): Block[] {
  const unseen = site.unknown.filter(({alert}) => alert)
  return [
    ...(alerts.length === 0
      ? []
      : [
          boxed(`${say(words.alertHeading)}. ${say(words.alertIntro, {count: alerts.length})}`, true),
          {kind: 'bullets', items: alerts.map(({message, check}) => [{text: message, bold: true}, {text: ` (${check})`}])} satisfies Block,
        ]),
    ...(unseen.length === 0
      ? []
      : [
          line({
            text: say(words.alertUnseen, {
              count: unseen.length,
              list: listed(
                unseen.map(({check}) => check),
                20,
              ),
            }),
          }),
        ]),
  ]
}

/** Alerts are numbered apart and come first, in the table as in the details. */
function numberFindings(findings: readonly SiteFinding[]): NumberedFinding[] {
  const number = (list: readonly SiteFinding[], prefix: string) =>
    list.map((finding, index) => ({number: `${prefix}${index + 1}`, finding}))
  return [
    ...number(
      findings.filter(({alert}) => alert),
      'CB',
    ),
    ...number(
      findings.filter(({alert}) => !alert),
      '',
    ),
  ]
}

function composeFindings({site, words}: SiteInput, numbered: readonly NumberedFinding[], {say, severity}: Speaker): Block[] {
  const {counts} = site
  if (numbered.length === 0)
    return [
      paragraph({text: counts.pass === 0 ? say(words.nothingSeen) : say(words.nothing, {passed: counts.pass, unknown: counts.unknown})}),
    ]
  return [
    {
      kind: 'table',
      columns: words.findingsColumns.map((header, index) => ({header: say(header), share: [7, 55, 17, 21][index] ?? 10})),
      rows: numbered.map(({number, finding}) => [
        cell(number, {align: 'center'}),
        cell(finding.message),
        severity(finding.severity),
        cell(finding.check),
      ]),
    },
  ]
}
