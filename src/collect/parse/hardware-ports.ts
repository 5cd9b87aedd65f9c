/** Kind of each adapter out of `networksetup -listallhardwareports` of macOS: `Hardware Port: Wi-Fi` above `Device: en0`. */
export function parseHardwarePorts(text: string): Map<string, string> {
  const ports = new Map<string, string>()
  let port = ''
  for (const line of text.split('\n')) {
    port = /^Hardware Port: (.{1,100})/.exec(line)?.[1] ?? port
    const device = /^Device: (\w{1,32})/.exec(line)?.[1]
    if (device && port) ports.set(device, port)
  }
  return ports
}
