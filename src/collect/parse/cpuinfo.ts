export interface CpuInfo {
  model?: string
  cores?: number
  /** The kernel itself runs on a hypervisor (x86 only). */
  hypervisor: boolean
}

/** /proc/cpuinfo: the name of the processor and its physical cores, logical ones where the kernel tells no cores. */
export function parseCpuInfo(text: string): CpuInfo {
  const cores = new Set<string>()
  let processors = 0
  let model: string | undefined
  let hypervisor = false
  let socket = ''
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 8000)
    const colon = line.indexOf(':')
    if (colon < 0) continue
    const name = line.slice(0, colon).trim()
    const value = line.slice(colon + 1).trim()
    if (name === 'processor' && /^\d+$/.test(value)) processors += 1
    else if (name === 'physical id') socket = value
    else if (name === 'core id') cores.add(`${socket}/${value}`)
    else if (name === 'flags' && value.split(' ').includes('hypervisor')) hypervisor = true
    else if ((name === 'model name' || name === 'Model' || name === 'cpu model') && value !== '') model ??= tidy(value)
  }
  const count = cores.size > 0 ? cores.size : processors
  return {...(model ? {model} : {}), ...(count > 0 ? {cores: count} : {}), hypervisor}
}

function tidy(text: string): string {
  return text.replaceAll('\0', '').replace(/\s+/g, ' ').trim().slice(0, 200).normalize('NFC')
}
