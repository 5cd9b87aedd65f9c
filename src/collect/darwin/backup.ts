import type {Backup} from '../../model/facts/backup.ts'
import type {Collected} from '../collector.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {type PlistValue, parsePlist, plistDict, plistText} from '../parse/plist.ts'
import type {Probe} from '../probe.ts'

const source = 'defaults export com.apple.TimeMachine'

/** Time Machine, best effort; macOS shows its settings only to programs with full disk access. */
export async function collectDarwinBackup(probe: Probe): Promise<Collected<'backup'>> {
  const answer = await probe.run('defaults', ['export', '/Library/Preferences/com.apple.TimeMachine', '-'])
  if (!answer.ok) return {...answer, source}
  const plist = parsePlist(answer.value.stdout)
  const dict = plistDict(plist)
  if (plist === undefined || Object.keys(dict).length === 0)
    return {ok: false, reason: 'no-rights', detail: 'the settings of Time Machine may not be read', source}
  const destinations = Array.isArray(dict['Destinations']) ? dict['Destinations'].map(plistDict) : []
  if (destinations.length === 0)
    return {
      ok: true,
      value: {tools: []},
      source,
      gaps: {tools: {reason: 'not-collected', detail: 'on macOS only Time Machine is looked for'}},
    }
  const gaps: Gaps = {}
  const tool: Backup['tools'][number] = {name: 'Time Machine'}
  if (typeof dict['AutoBackup'] === 'boolean') tool.scheduled = dict['AutoBackup']
  else gaps['tools.scheduled'] = {reason: 'not-supported', detail: 'Time Machine notes no AutoBackup'}
  const moment = destinations
    .flatMap((one) => datesOf(one['SnapshotDates']))
    .sort()
    .at(-1)
  if (moment) tool.lastSuccessAt = moment
  else gaps['tools.lastSuccessAt'] = gapFor({ok: false, reason: 'not-supported', detail: 'Time Machine notes no SnapshotDates'})
  // Time Machine does not back up to the volume that it copies.
  tool.separateTarget = true
  return {ok: true, value: {tools: [tool]}, source, ...withGaps(gaps)}
}

function datesOf(value: PlistValue | undefined): string[] {
  return (Array.isArray(value) ? value : []).flatMap((date) => {
    const time = Date.parse(plistText(date) ?? '')
    return Number.isFinite(time) ? [new Date(time).toISOString()] : []
  })
}
