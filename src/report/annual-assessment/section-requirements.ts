import type {CheckSummary, Finding, Result} from '../../model/assessment.ts'
import type {Notice} from '../../model/notice.ts'
import type {Requirement} from '../../model/policy.ts'
import type {Block, Run} from '../document.ts'
import {cell, verdictTones, withAddresses} from './cells.ts'
import type {SectionComposer} from './compose.ts'
import type {AnnualInput} from './input.ts'
import {groupName} from './section-summary.ts'
import type {Speaker} from './speaker.ts'

/** A table a group: each requirement with verdict and evidence, for what passes too. */
export function composeRequirements(informative: boolean): SectionComposer {
  return (input, speaker) => {
    const names = new Map([...input.endpoints, ...(input.hosts ?? []), ...(input.sites ?? [])].map(({id, name}) => [id, name]))
    return input.assessment.groups
      .filter((group) => group.informative === informative)
      .flatMap((group): Block[] => {
        const findings = input.assessment.findings.filter((finding) => finding.group === group.id)
        return [
          {kind: 'heading', level: 2, text: `${groupName(input, group.id, speaker)}: ${speaker.label('group', group.verdict)}`},
          {
            kind: 'table',
            columns: [
              {header: speaker.say('colCode'), share: 13},
              {header: speaker.say('colClause'), share: 8},
              {header: speaker.say('colRequirement'), share: 32},
              {header: speaker.say('colVerdict'), share: 11},
              {header: speaker.say('colEvidence'), share: 36},
            ],
            rows: findings.flatMap((finding) => {
              const requirement = requirementOf(input, finding)
              return requirement ? [row(input, speaker, finding, requirement, names)] : []
            }),
            size: 10,
          },
        ]
      })
  }
}

function requirementOf(input: AnnualInput, finding: Finding): Requirement | undefined {
  return input.policy.groups
    .find((group) => group.id === finding.group)
    ?.requirements.find((requirement) => requirement.id === finding.requirement)
}

function row(input: AnnualInput, speaker: Speaker, finding: Finding, requirement: Requirement, names: ReadonlyMap<string, string>) {
  const level = String(input.assessment.system.level) as '1'
  return [
    cell(finding.requirement),
    cell(requirement.clause[level] ?? ''),
    cell(requirementRuns(speaker, finding, requirement, level)),
    cell([{text: speaker.label('verdict', finding.verdict), bold: true}, {text: ` (${speaker.label('severity', finding.severity)})`}], {
      tone: verdictTones[finding.verdict],
    }),
    cell(evidenceLines(input, speaker, finding, requirement, names).join(' ')),
  ]
}

function requirementRuns(speaker: Speaker, finding: Finding, requirement: Requirement, level: '1'): Run[] {
  const runs: Run[] = [
    {text: `${speaker.text(requirement.title)}. `, bold: true},
    {text: speaker.text(requirement.perLevel?.[level] ?? requirement.text)},
  ]
  const values = Object.entries(requirement.values ?? {}).flatMap(([name, perLevel]) => {
    const value = perLevel[level]
    return value === undefined ? [] : [`${speaker.label('value', name)}: ${speaker.words(value)}`]
  })
  if (values.length > 0) runs.push({text: ` ${speaker.say('valuesLine', {level, values: values.join('; ')})}`})
  for (const {name, own, applied, ...from} of requirement.tightened ?? [])
    runs.push({
      text: ` ${speaker.say('tightened', {...from, name: speaker.label('value', name), own: speaker.words(own), applied: speaker.words(applied)})}`,
      bold: true,
    })
  if (requirement.strength === 'suggested') runs.push({text: ` ${speaker.say(finding.counted ? 'suggested' : 'goodPractice')}`})
  if (requirement.appliesIf) runs.push({text: ` ${speaker.say('appliesIf', {condition: speaker.text(requirement.appliesIf)})}`})
  if (finding.confidence !== 'seen')
    runs.push({text: ` ${speaker.say('confidenceLine', {confidence: speaker.label('confidence', finding.confidence)})}`, italic: true})
  return runs
}

/** Reasons that are said once for the whole report; the rest belongs to its requirement. */
const saidOnce: ReadonlySet<string> = new Set<Notice['code']>(['unanswered', 'scope-not-declared', 'targets-unseen', 'sites-unseen'])

function evidenceLines(
  input: AnnualInput,
  speaker: Speaker,
  finding: Finding,
  requirement: Requirement,
  names: ReadonlyMap<string, string>,
): string[] {
  const lines: string[] = []
  for (const summary of finding.checks) lines.push(...checkLines(input, speaker, summary, finding, names))
  if (requirement.ask && !finding.attestation) {
    lines.push(
      speaker.say('question', {question: speaker.text(requirement.ask)}),
      speaker.say('expectedEvidence', {evidence: requirement.ask.evidence.join('; ')}),
    )
  }
  if (finding.attestation) {
    const {attestation} = finding
    lines.push(speaker.say('answered', {...attestation, result: speaker.label('verdict', attestation.result as Finding['verdict'])}))
  }
  if (finding.waiver) lines.push(speaker.say('waived', finding.waiver))
  for (const reason of finding.reasons) if (!saidOnce.has(reason.code)) lines.push(speaker.notice(reason))
  return lines
}

function checkLines(
  input: AnnualInput,
  speaker: Speaker,
  summary: CheckSummary,
  {unseen, unseenSites = 0}: Finding,
  names: ReadonlyMap<string, string>,
): string[] {
  const check = input.checks.get(summary.check)
  const kind = check?.target
  const {pass, fail, unknown, notApplicable} = summary.tally
  const parts = (
    [
      ['pass', pass],
      ['fail', fail],
      ['unknown', unknown],
      ['not-applicable', notApplicable],
    ] as const
  )
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) =>
      speaker.say(kind === 'site' ? 'tallyPartSites' : 'tallyPart', {count, outcome: speaker.label('outcome', outcome)}),
    )
  if (kind === 'site' && unseenSites > 0) parts.push(speaker.say('unitSitesUnseen', {count: unseenSites}))
  // Where nobody scanned, or no site is registered, the notice says so once for all such checks.
  if ((kind === 'host' || kind === 'site') && parts.length === 0) return []
  if (unseen > 0 && kind !== 'host' && kind !== 'site') parts.push(speaker.say('unitUnseen', {count: unseen}))
  const head = speaker.say('checkLine', {title: check ? speaker.text(check.title) : summary.check, tally: parts.join(', ')})
  const shown = summary.examples.filter((example) => example.outcome !== 'not-applicable').slice(0, 3)
  return [head, ...shown.map((example) => `${exampleLine(speaker, example, names)}.`)]
}

function exampleLine(speaker: Speaker, example: Result, names: ReadonlyMap<string, string>): string {
  const target = withAddresses(names.get(example.target) ?? example.target, example)
  if (example.outcome === 'unknown')
    return speaker.say('observedNothing', {
      target,
      reason: [example.reason ? speaker.label('reason', example.reason) : '', example.detail ?? ''].filter(Boolean).join(' - '),
    })
  const [first] = example.evidence
  return speaker.say('observedLine', {
    target,
    observed: speaker.show(example.observed ?? '–'),
    source: first?.source ?? '–',
    at: first?.at ?? '–',
  })
}
