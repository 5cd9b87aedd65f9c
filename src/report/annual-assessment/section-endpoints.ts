import {formatDay, formatMoment} from '../../lib/dates.ts'
import {neverEnds} from '../../model/lifecycle.ts'
import type {Block} from '../document.ts'
import {cell} from './cells.ts'
import type {AnnualInput, EndpointRow, HostRow, SiteRow} from './input.ts'
import type {Speaker} from './speaker.ts'

/** Every machine with facts, one line each. */
export function composeEndpoints(input: AnnualInput, speaker: Speaker): Block[] {
  const {hosts = [], sites = []} = input
  return [
    ...endpointTable(input, speaker),
    ...(hosts.length > 0 ? hostTable(hosts, speaker) : []),
    ...(sites.length > 0 ? siteTable(sites, input, speaker) : []),
  ]
}

function siteTable(sites: readonly SiteRow[], {policy}: AnnualInput, speaker: Speaker): Block[] {
  return [
    {kind: 'paragraph', runs: [{text: speaker.say('sitesTable')}]},
    {
      kind: 'table',
      columns: [
        {header: speaker.say('colNumber'), share: 5, align: 'center'},
        {header: speaker.say('colSite'), share: 30},
        {header: speaker.say('colSiteUrl'), share: 30},
        {header: speaker.say('colProbed'), share: 23},
        {header: speaker.say('colMissing'), share: 12, align: 'center'},
      ],
      rows: sites.map((site, index) => [
        cell(String(index + 1), {align: 'center'}),
        cell([{text: site.name, bold: true}, {text: ` (${site.id})`}]),
        cell(site.url),
        probedCell(site, policy.head.maxFactAgeDays, speaker),
        site.missing === undefined
          ? cell('–', {align: 'center'})
          : cell(
              `${site.missing} / ${(site.seen ?? 0) + site.missing}`,
              site.missing > 0 ? {align: 'center', tone: 'unknown'} : {align: 'center'},
            ),
      ]),
      size: 10,
    },
  ]
}

function probedCell({collectedAt, ageDays = 0}: SiteRow, limit: number, speaker: Speaker) {
  if (collectedAt === undefined) return cell(speaker.say('neverProbed'), {tone: 'unknown'})
  const moment = formatMoment(collectedAt)
  return ageDays > limit
    ? cell(speaker.say('probedLongAgo', {moment, days: ageDays, limit}), {tone: 'unknown'})
    : cell(speaker.say('probedOn', {moment, days: ageDays}))
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
