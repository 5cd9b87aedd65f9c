import {formatDay} from '../../lib/dates.ts'
import type {Block} from '../document.ts'
import {cell} from './cells.ts'
import type {AnnualInput} from './input.ts'
import type {Speaker} from './speaker.ts'

/** What the register says about the system; what it does not say is named as missing. */
export function composeSystem(input: AnnualInput, speaker: Speaker): Block[] {
  const {system, workspace, assessment} = input
  const missing = speaker.say('missing')
  const official = (paper: typeof system.decision): string => {
    if (!paper) return missing
    const line = paper.date
      ? speaker.say('official', {number: paper.number, date: formatDay(paper.date), issuer: paper.issuer})
      : speaker.say('officialUndated', {number: paper.number, issuer: paper.issuer})
    return [line, paper.title, paper.note].filter(Boolean).join('. ')
  }
  const offices = system.offices.map((id) => {
    const office = workspace.offices.find((candidate) => candidate.id === id)
    return office ? [office.name, office.address].filter(Boolean).join(', ') : id
  })
  const {scope} = assessment
  const confidence = speaker.label('confidence', system.source.confidence)
  const rows: [string, string][] = [
    ['systemName', system.name],
    ['purpose', system.purpose ?? missing],
    ['owner', system.owner ?? missing],
    ['specialisedUnit', system.specialisedUnit ?? missing],
    ['operator', system.operator ?? missing],
    ['offices', offices.join('; ') || missing],
    ['level', speaker.say('levelValue', {level: String(system.level), status: speaker.label('levelStatus', system.levelStatus)})],
    ['decision', official(system.decision)],
    ['regulation', official(system.regulation)],
    [
      'machines',
      speaker.say('machinesValue', {declared: scope.declared ? scope.seen + scope.unseen : speaker.say('undeclared'), seen: scope.seen}),
    ],
    ...(scope.sites
      ? [
          ['sites', speaker.say('sitesValue', {declared: scope.sites.seen + scope.sites.unseen, seen: scope.sites.seen})] as [
            string,
            string,
          ],
        ]
      : []),
    ['registerSource', system.source.note ? `${confidence}: ${system.source.note}` : confidence],
  ]
  return [
    {
      kind: 'table',
      columns: [
        {header: speaker.say('fieldName'), share: 32},
        {header: speaker.say('fieldValue'), share: 68},
      ],
      rows: rows.map(([key, value]) => [cell([{text: speaker.say(key), bold: true}]), cell(value)]),
      size: 12,
    },
  ]
}
