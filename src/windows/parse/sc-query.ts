/** A service and whether it runs. */
export interface ServiceState {
  name: string
  running: boolean
}

/** What `sc query` prints between two services in a fixed order: name, shown name, type, state (4 = running). */
const block = /^[^\s:][^:]*:\s*(\S[^\r\n]*)\r?\n[^\s:][^:]*:[^\r\n]*\r?\n\s+[^:]+:\s*[0-9a-f]+[^\r\n]*\r?\n\s+[^:]+:\s*(\d)\s/gim

/** Services out of `sc query type= service state= all`; labels are in the language of Windows, order and numbers are not. */
export function parseScQuery(text: string): ServiceState[] | undefined {
  const services = [...text.matchAll(block)].map(([, name = '', state]) => ({name: name.trim(), running: state === '4'}))
  return services.length > 0 ? services : undefined
}
