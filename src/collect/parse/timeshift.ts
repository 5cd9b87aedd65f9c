import {z} from 'zod'

/** Timeshift writes its switches as the words "true" and "false". */
const settings = z.record(z.string(), z.unknown())

/** Whether Timeshift makes snapshots by itself, and whether they lie on the volume that they copy (btrfs mode), from timeshift.json. */
export function parseTimeshift(text: string): {scheduled: boolean; sameVolume: boolean} | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  const parsed = settings.safeParse(json)
  if (!parsed.success || !('schedule_daily' in parsed.data)) return undefined
  const scheduled = Object.entries(parsed.data).some(([name, value]) => name.startsWith('schedule_') && String(value) === 'true')
  return {scheduled, sameVolume: String(parsed.data['btrfs_mode']) === 'true'}
}
