import {z} from 'zod'

const status = z.object({
  attached: z.boolean(),
  services: z.array(z.object({name: z.string(), status: z.string()})).default([]),
})

/** Whether extended security maintenance is on, from /var/lib/ubuntu-advantage/status.json; undefined when the file is not such a state. */
export function parseUbuntuPro(text: string): boolean | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  const parsed = status.safeParse(json)
  if (!parsed.success) return undefined
  return parsed.data.attached && parsed.data.services.some((service) => service.name.startsWith('esm-') && service.status === 'enabled')
}
