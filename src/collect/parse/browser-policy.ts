import {z} from 'zod'

const mode = z.object({installation_mode: z.string()})

const chromiumPolicy = z.object({
  ExtensionSettings: z.object({'*': mode}).optional().catch(undefined),
  ExtensionInstallBlocklist: z.array(z.unknown()).optional().catch(undefined),
  /** Name of the list above before 2020. */
  ExtensionInstallBlacklist: z.array(z.unknown()).optional().catch(undefined),
})

const firefoxPolicy = z.object({
  policies: z.object({
    ExtensionSettings: z.object({'*': mode}).optional().catch(undefined),
    InstallAddonsPermission: z.object({Default: z.boolean()}).optional().catch(undefined),
    DisableAppUpdate: z.boolean().optional().catch(undefined),
  }),
})

/** True when a managed policy file of Chrome, Chromium, Edge or Brave lets users install listed extensions only. */
export function chromiumPolicyLimits(text: string): boolean {
  const policy = chromiumPolicy.safeParse(parseJson(text))
  if (!policy.success) return false
  const {ExtensionSettings, ExtensionInstallBlocklist, ExtensionInstallBlacklist} = policy.data
  return (
    isBlocking(ExtensionSettings?.['*'].installation_mode) ||
    [ExtensionInstallBlocklist, ExtensionInstallBlacklist].some((list) => list?.includes('*'))
  )
}

/** What policies.json of Firefox says: extensions limited to a list, its own updater switched off. */
export function parseFirefoxPolicy(text: string): {limitsExtensions: boolean; updaterOff: boolean} {
  const policy = firefoxPolicy.safeParse(parseJson(text))
  if (!policy.success) return {limitsExtensions: false, updaterOff: false}
  const {ExtensionSettings, InstallAddonsPermission, DisableAppUpdate} = policy.data.policies
  return {
    limitsExtensions: isBlocking(ExtensionSettings?.['*'].installation_mode) || InstallAddonsPermission?.Default === false,
    updaterOff: DisableAppUpdate === true,
  }
}

function isBlocking(mode: string | undefined): boolean {
  return mode === 'blocked' || mode === 'removed'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
