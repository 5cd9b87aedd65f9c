import {formatDay, formatMoment} from '../../lib/dates.ts'
import {neverEnds} from '../../model/lifecycle.ts'
import type {Block} from '../document.ts'
import {cell} from './cells.ts'
import type {AnnualInput, EndpointRow, HostRow} from './input.ts'
import type {Speaker} from './speaker.ts'

/** Every machine with facts, one line each. */
export function composeEndpoints(input: AnnualInput, speaker: Speaker): Block[] {
  const {hosts = []} = input
  return [...endpointTable(input, speaker), ...(hosts.length > 0 ? hostTable(hosts, speaker) : [])]
}

/** Most ports that one line spells out. */
const shownPorts = 20

function hostTable(hosts: readonly HostRow[], speaker: Speaker): Block[] {
  return [
    {kind: 'paragraph', runs: [{text: speaker.say('hostsTable')}]},
    {
      kind: 'table',
      columns: [
        {header: speaker.say('colNumber'), share: 5, align: 'center'},
        {header: speaker.say('colHost'), share: 40},
        {header: speaker.say('colPorts'), share: 40},
        {header: speaker.say('colScanned'), share: 15},
      ],
      rows: hosts.map(({id, name, collectedAt, ports}, index) => [
        cell(String(index + 1), {align: 'center'}),
        cell([{text: name, bold: true}, {text: ` (${id})`}]),
        cell(ports.length > shownPorts ? `${ports.slice(0, shownPorts).join(', ')}, … (${ports.length})` : ports.join(', ') || '–'),
        cell(formatMoment(collectedAt)),
      ]),
      size: 10,
    },
  ]
}

function endpointTable(input: AnnualInput, speaker: Speaker): Block[] {
  if (input.endpoints.length === 0) return []
  const unknown = speaker.say('unknownShort')
  return [
    {
      kind: 'table',
      columns: [
        {header: speaker.say('colNumber'), share: 4, align: 'center'},
        {header: speaker.say('colMachine'), share: 13},
        {header: speaker.say('colOs'), share: 17},
        {header: speaker.say('colSupport'), share: 9},
        {header: speaker.say('colHardware'), share: 15},
        {header: speaker.say('colAddress'), share: 15},
        {header: speaker.say('colAntivirus'), share: 11},
        {header: speaker.say('colCollected'), share: 9},
        {header: speaker.say('colMissing'), share: 7, align: 'center'},
      ],
      rows: input.endpoints.map((endpoint, index) => [
        cell(String(index + 1), {align: 'center'}),
        cell([{text: endpoint.name, bold: true}, {text: ` (${endpoint.id})`}]),
        cell(endpoint.os ?? unknown),
        supportCell(endpoint, input.assessment.on, speaker),
        cell(endpoint.hardware ?? unknown),
        cell(endpoint.addresses ? endpoint.addresses.join(', ') || '–' : unknown),
        endpoint.antivirus === undefined
          ? cell(unknown, {tone: 'unknown'})
          : endpoint.antivirus.length > 0
            ? cell(endpoint.antivirus.join(', '))
            : cell(speaker.say('noneFound'), {tone: 'bad'}),
        cell(formatMoment(endpoint.collectedAt)),
        cell(String(endpoint.missing.length), endpoint.missing.length > 0 ? {align: 'center', tone: 'unknown'} : {align: 'center'}),
      ]),
      size: 10,
    },
  ]
}

function supportCell(endpoint: EndpointRow, on: string, speaker: Speaker) {
  if (endpoint.supportEnds === undefined) return cell(speaker.say('unknownShort'), {tone: 'unknown'})
  if (endpoint.supportEnds === neverEnds) return cell(speaker.say('noEndKnown'))
  return cell(formatDay(endpoint.supportEnds), endpoint.supportEnds < on ? {tone: 'bad'} : {})
}
