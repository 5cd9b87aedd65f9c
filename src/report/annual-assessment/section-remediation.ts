import {dayOf, timeOf} from '../../lib/dates.ts'
import {type Severity, severities} from '../../model/policy.ts'
import type {Block, Cell} from '../document.ts'
import {cell} from './cells.ts'
import {failingChecks} from './failing-checks.ts'
import type {AnnualInput} from './input.ts'
import {groupName} from './section-summary.ts'
import type {Speaker} from './speaker.ts'
import {openTasks} from './tasks.ts'

const dayMs = 86_400_000

interface Work {
  severity: Severity
  work: string
  result: string
}

/**
 * The plan with its six columns. First what the unit has assigned; then, for what no task is about, work, time and result
 * as proposals, with who does it left to the unit.
 */
export function composeRemediation(input: AnnualInput, speaker: Speaker): Block[] {
  const tasks = openTasks(input)
  const taken = new Set(tasks.flatMap(({requirement}) => requirement ?? []))
  const works = [
    ...fixes(input, speaker, taken),
    ...unseenMachines(input, speaker),
    ...unseenSites(input, speaker),
    ...openQuestions(input, speaker, taken),
  ]
  works.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
  if (tasks.length + works.length === 0) return []
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
      rows: [
        ...tasks.map((task) => [
          cell(task.person),
          cell(task.work),
          cell(task.responsibility),
          cell(task.authority),
          cell(speaker.say(task.dueOn < input.assessment.on ? 'taskOverdue' : 'taskDue', {day: task.dueOn})),
          cell(task.result),
        ]),
        ...works.map((work) => {
          const days = input.words.annual.proposedDays[work.severity]
          const due = dayOf(timeOf(input.assessment.on) + days * dayMs)
          return [empty(), cell(work.work), empty(), empty(), cell(speaker.say('proposedBy', {day: due})), cell(work.result)]
        }),
      ].map((row, index) => [cell(String(index + 1), {align: 'center'}), ...row]),
      size: 10,
    },
  ]
}

function fixes(input: AnnualInput, speaker: Speaker, taken: ReadonlySet<string>): Work[] {
  return failingChecks(input).flatMap((item) => {
    if (item.findings.some((finding) => taken.has(finding.requirement))) return []
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

function unseenSites({assessment, sites = []}: AnnualInput, speaker: Speaker): Work[] {
  const names = sites.filter(({collectedAt}) => collectedAt === undefined).map(({name}) => name)
  if (names.length === 0 || !assessment.scope.sites?.unseen) return []
  return [{severity: 'high', work: speaker.say('workProbe', {names: names.join(', ')}), result: speaker.say('resultProbe')}]
}

/** One row a group: the gravest open question of the group sets the time. */
function openQuestions(input: AnnualInput, speaker: Speaker, taken: ReadonlySet<string>): Work[] {
  return input.policy.groups.flatMap((group) => {
    if (taken.has(group.id)) return []
    const open = input.assessment.findings.filter(
      (finding) => finding.group === group.id && finding.counted && finding.parts.answer === 'unknown' && !taken.has(finding.requirement),
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
