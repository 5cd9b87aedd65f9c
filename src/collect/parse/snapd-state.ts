import {z} from 'zod'

const state = z.object({
  data: z.object({
    config: z
      .object({core: z.object({refresh: z.object({hold: z.string()})})})
      .optional()
      .catch(undefined),
    'snaps-hold': z.record(z.string(), z.unknown()).optional().catch(undefined),
  }),
})

/** Whether somebody holds back the refresh of a snap, from /var/lib/snapd/state.json; undefined when the file is not such a state. */
export function isSnapHeld(text: string, snap: string, now: Date): boolean | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  const parsed = state.safeParse(json)
  if (!parsed.success) return undefined
  const {config, 'snaps-hold': holds} = parsed.data.data
  const until = config?.core.refresh.hold
  return until === 'forever' || Date.parse(until ?? '') > now.getTime() || holds?.[snap] !== undefined
}
