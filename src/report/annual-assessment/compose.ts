import {timeOf} from '../../lib/dates.ts'
import {formatPercent} from '../../lib/format-percent.ts'
import {fillTemplate} from '../../lib/template.ts'
import type {AnnualReport, AnnualSection} from '../../model/report-words.ts'
import type {Block, ReportDocument} from '../document.ts'
import type {AnnualInput} from './input.ts'
import {composeBasis} from './section-basis.ts'
import {composeConclusion} from './section-conclusion.ts'
import {composeDataAges} from './section-data-ages.ts'
import {composeEndpoints} from './section-endpoints.ts'
import {composeEvidence} from './section-evidence.ts'
import {composeFindings} from './section-findings.ts'
import {composeGroups} from './section-groups.ts'
import {composeKinds} from './section-kinds.ts'
import {composePrevious} from './section-previous.ts'
import {composeRemediation} from './section-remediation.ts'
import {composeRequirements} from './section-requirements.ts'
import {composeSummary} from './section-summary.ts'
import {composeSystem} from './section-system.ts'
import {composeUnseen} from './section-unseen.ts'
import {createSpeaker, type Speaker} from './speaker.ts'

/** Fills one part of the report after its fixed paragraphs. */
export type SectionComposer = (input: AnnualInput, speaker: Speaker) => Block[]

const sections = {
  summary: composeSummary,
  basis: composeBasis,
  system: composeSystem,
  organisation: composeDataAges,
  compliance: composeKinds('management'),
  effectiveness: composeKinds('technical'),
  findings: composeFindings,
  groups: composeGroups,
  previous: composePrevious,
  remediation: composeRemediation,
  conclusion: composeConclusion,
  requirements: composeRequirements(false),
  endpoints: composeEndpoints,
  unseen: composeUnseen,
  informative: composeRequirements(true),
  evidence: composeEvidence,
} as const satisfies Record<AnnualSection, SectionComposer>

/** Writes the yearly assessment of a system: order and fixed words from reports/, everything else from the assessment. */
export function composeAnnualAssessment(input: AnnualInput): ReportDocument {
  const speaker = createSpeaker(input, commonValues(input))
  const {annual} = input.words
  const blocks: Block[] = [letterHead(input, speaker)]
  let appendix = 0
  for (const part of annual.outline) {
    const own = [...fixedParagraphs(part, speaker), ...sections[part.id](input, speaker)]
    if (own.length === 0) continue
    if (part.appendix) {
      appendix++
      blocks.push({
        kind: 'section',
        orientation: part.landscape ? 'landscape' : 'portrait',
        restartNumbering: true,
        label: speaker.say('appendixLabel', {roman: roman(appendix)}),
        ...(part.heading ? {title: speaker.text(part.heading)} : {}),
        note: speaker.say('appendixNote'),
      })
    } else if (part.heading) blocks.push({kind: 'heading', level: 1, text: speaker.text(part.heading)})
    blocks.push(...own)
  }
  return {
    meta: {
      title: `${speaker.text(annual.letterHead.typeName)}: ${speaker.fill(annual.letterHead.subject)}`,
      author: speaker.fill(annual.author),
      subject: speaker.fill(annual.letterHead.subject),
      keywords: speaker.fill(annual.keywords).split('; '),
      language: input.language,
      date: new Date(timeOf(input.assessment.on)),
      identity: input.assessment.id,
      footer: speaker.fill(annual.footer),
    },
    blocks,
  }
}

function fixedParagraphs(part: AnnualReport['outline'][number], speaker: Speaker): Block[] {
  return part.paragraphs.map((paragraph) => ({kind: 'paragraph', runs: [{text: speaker.fill(paragraph)}], align: 'justify'}))
}

function letterHead(input: AnnualInput, speaker: Speaker): Block {
  const {letterHead: words} = input.words.annual
  return {
    kind: 'letter-head',
    parent: input.workspace.organisation.parent.toUpperCase(),
    issuer: input.workspace.organisation.name.toUpperCase(),
    nationalTitle: speaker.text(words.nationalTitle),
    motto: speaker.text(words.motto),
    number: speaker.fill(words.number),
    placeAndDate: speaker.fill(words.placeAndDate),
    typeName: speaker.text(words.typeName),
    subject: speaker.fill(words.subject),
  }
}

/** Values that any sentence of the report may use. */
function commonValues(input: AnnualInput): Record<string, unknown> {
  const {assessment, policy, workspace, system, language, words} = input
  const {sums} = assessment.index
  const total = Object.values(assessment.counts).reduce((sum, count) => sum + count, 0)
  const collected = input.endpoints.map((endpoint) => endpoint.collectedAt).sort()
  const percent = (ratio: number) => formatPercent(ratio, language)
  return {
    on: assessment.on,
    year: assessment.on.slice(0, 4),
    tool: `${input.tool.name} ${input.tool.version}`,
    organisation: workspace.organisation,
    owner: system.owner ?? '–',
    system: {name: system.name, level: String(system.level)},
    assessment: {id: assessment.id},
    policy: {id: policy.head.id, version: policy.head.version, standard: standardsOf(input), caveat: policy.head.caveat[language]},
    basisReason: assessment.basisReason[language],
    conclusion: words.labels.conclusion[assessment.conclusion][language],
    counts: {...assessment.counts, total},
    scope: assessment.scope,
    collected: {from: collected[0] ?? '–', to: collected.at(-1) ?? '–'},
    index: {
      conformity: percent(assessment.index.conformity),
      coverage: percent(assessment.index.coverage),
      afterWaivers: percent(assessment.index.afterWaivers),
    },
    sums: {...sums, decided: sums.applicable - sums.unknown},
  }
}

/** The standard of the catalogue, and of the overlays judged beside it. */
function standardsOf({policy, words, language}: AnnualInput): string {
  return (policy.overlays ?? []).reduce(
    (said, {standard}) => fillTemplate(words.annual.words['twoStandards']?.[language] ?? '', {main: said, overlay: standard}),
    policy.head.standard,
  )
}

function roman(number: number): string {
  const digits: [number, string][] = [
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ]
  let rest = number
  let text = ''
  for (const [value, letter] of digits) for (; rest >= value; rest -= value) text += letter
  return text
}
