import {dayOf, timeOf} from '../../lib/dates.ts'
import {type Severity, severities} from '../../model/policy.ts'
import type {Block, Cell} from '../document.ts'
import {cell} from './cells.ts'
import {failingChecks} from './failing-checks.ts'
import type {AnnualInput} from './input.ts'
import {groupName} from './section-summary.ts'
import type {Speaker} from './speaker.ts'

const dayMs = 86_400_000

interface Work {
  severity: Severity
  work: string
  result: string
}

/** The plan with its six columns. Work, time and result are proposed; who does it is left to the unit. */
export function composeRemediation(input: AnnualInput, speaker: Speaker): Block[] {
  const works = [...fixes(input, speaker), ...unseenMachines(input, speaker), ...openQuestions(input, speaker)]
  works.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
  if (works.length === 0) return []
  const empty = (): Cell => cell([{text: speaker.say('toAssign'), italic: true}])
  return [
    {
      kind: 'table',
      columns: [
        {header: speaker.say('colNumber'), share: 5, align: 'center'},
        {header: speaker.say('colPerson'), share: 12},
        {header: speaker.say('colWork'), share: 31},
        {header: speaker.say('colResponsibility'), share: 12},
        {header: speaker.say('colAuthority'), share: 12},
        {header: speaker.say('colTime'), share: 12},
        {header: speaker.say('colResult'), share: 18},
      ],
      rows: works.map((work, index) => {
        const days = input.words.annual.proposedDays[work.severity]
        const due = dayOf(timeOf(input.assessment.on) + days * dayMs)
        return [
          cell(String(index + 1), {align: 'center'}),
          empty(),
          cell(work.work),
          empty(),
          empty(),
          cell(speaker.say('proposedBy', {day: due})),
          cell(work.result),
        ]
      }),
      size: 10,
    },
  ]
}

function fixes(input: AnnualInput, speaker: Speaker): Work[] {
  return failingChecks(input).flatMap((item) => {
    const check = input.checks.get(item.check)
    return check
      ? [{severity: item.severity, work: speaker.fill(check.fix, {params: item.expected}), result: speaker.text(check.title)}]
      : []
  })
}

function unseenMachines(input: AnnualInput, speaker: Speaker): Work[] {
  const {scope} = input.assessment
  if (scope.declared && scope.unseen === 0) return []
  return [{severity: 'high', work: speaker.say('workUnseen'), result: speaker.say('resultUnseen')}]
}

/** One row a group: the gravest open question of the group sets the time. */
function openQuestions(input: AnnualInput, speaker: Speaker): Work[] {
  return input.policy.groups.flatMap((group) => {
    const open = input.assessment.findings.filter(
      (finding) => finding.group === group.id && finding.counted && finding.parts.answer === 'unknown',
    )
    if (open.length === 0) return []
    const severity = severities.find((candidate) => open.some((finding) => finding.severity === candidate)) ?? 'low'
    return [
      {
        severity,
        work: speaker.say('workAnswer', {count: open.length, group: groupName(input, group.id, speaker)}),
        result: speaker.say('resultAnswer'),
      },
    ]
  })
}
