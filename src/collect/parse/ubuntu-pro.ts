import {z} from 'zod'

const status = z.object({
  attached: z.boolean(),
  expires: z.string().nullish().catch(undefined),
  services: z.array(z.object({name: z.string(), status: z.string()})).default([]),
})

/**
 * Whether extended security maintenance of the system itself is on, from /var/lib/ubuntu-advantage/status.json: "esm-apps" is
 * for the packages of universe only, and a contract ends. Undefined when the file is not such a state.
 */
export function parseUbuntuPro(text: string, now: Date): boolean | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  const parsed = status.safeParse(json)
  if (!parsed.success) return undefined
  const {attached, expires, services} = parsed.data
  if (expires && Date.parse(expires) < now.getTime()) return false
  return attached && services.some(({name, status}) => name === 'esm-infra' && status === 'enabled')
}
