export interface IfconfigAdapter {
  name: string
  flags: string[]
  addresses: string[]
  mac?: string
  /** "active" or "inactive", on macOS. */
  status?: string
}

/**
 * Adapters out of `ifconfig -a` of Linux net-tools, busybox (`inet addr:192.0.2.2`, `inet6 addr: fe80::1/64`) and macOS
 * (`ether`, `status: active`): a name at the beginning of a line, its facts indented below.
 */
export function parseIfconfig(text: string): IfconfigAdapter[] {
  const adapters: IfconfigAdapter[] = []
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 1000)
    const name = /^([A-Za-z][\w.-]*):?\s/.exec(line)?.[1]
    if (name) adapters.push({name, flags: /<([A-Z0-9_,]+)>/.exec(line)?.[1]?.split(',') ?? [], addresses: []})
    const adapter = adapters.at(-1)
    if (!adapter) continue
    const address = /^\s+inet6?\s+(?:addr:\s*)?([0-9A-Fa-f.:]+)/.exec(line)?.[1]
    if (address) adapter.addresses.push(address)
    const mac = /(?:\bether|HWaddr)\s+([0-9A-Fa-f:]{17})/.exec(line)?.[1]
    if (mac) adapter.mac = mac.toLowerCase()
    const status = /^\s+status:\s+(\w+)/.exec(line)?.[1]
    if (status) adapter.status = status
    if (/^\s+UP\s/.test(line)) adapter.flags.push('UP')
  }
  return adapters
}
