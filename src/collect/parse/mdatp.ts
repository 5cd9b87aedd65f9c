import {z} from 'zod'

const setting = <T extends z.ZodType>(value: T) => z.object({value}).optional().catch(undefined)

const health = z.object({
  appVersion: z.string().optional().catch(undefined),
  licensed: z.boolean().optional().catch(undefined),
  orgId: z.string().optional().catch(undefined),
  realTimeProtectionEnabled: setting(z.boolean()),
  automaticDefinitionUpdateEnabled: setting(z.boolean()),
  behaviorMonitoring: setting(z.string()),
  passiveModeEnabled: setting(z.boolean()),
  /** Milliseconds since 1970, as text. */
  definitionsUpdated: z.string().optional().catch(undefined),
  edrMachineId: z.string().optional().catch(undefined),
})
export type MdatpHealth = z.infer<typeof health>

/** What `mdatp health --output json` says; undefined when it printed something else. */
export function parseMdatpHealth(text: string): MdatpHealth | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  const parsed = health.safeParse(json)
  return parsed.success && Object.values(parsed.data).some((value) => value !== undefined) ? parsed.data : undefined
}
