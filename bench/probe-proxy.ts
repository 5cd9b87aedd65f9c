import {connect, createServer} from 'node:net'

/** How far away the sites behind this proxy are: half a round trip. */
const oneWayMs = 15

/**
 * Forwards 127.21.x.y to 127.20.x.y, with 15 ms on every way. A connection to the proxy stands at once, while a far one takes a whole
 * round trip: what is said first waits for that as well.
 */
function serve(address: string, port: number): Promise<void> {
  const server = createServer({allowHalfOpen: true, noDelay: true}, (near) => {
    const far = connect({host: address.replace('127.21.', '127.20.'), port, allowHalfOpen: true, noDelay: true})
    const openFrom = performance.now() + 2 * oneWayMs
    const later = (work: () => void, atLeast = 0) => setTimeout(work, Math.max(oneWayMs, atLeast - performance.now() + oneWayMs))
    near.on('data', (chunk) => later(() => far.writable && far.write(chunk), openFrom))
    near.on('end', () => later(() => far.end(), openFrom))
    far.on('data', (chunk) => later(() => near.writable && near.write(chunk)))
    far.on('end', () => later(() => near.end()))
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => later(() => other.destroy()))
      one.on('close', () => later(() => other.destroy()))
    }
  })
  return new Promise((resolve) => server.listen({port, host: address, backlog: 4096}, resolve))
}

const [, , port = '', ...addresses] = process.argv
await Promise.all(addresses.map((address) => serve(address, Number(port))))
console.log('ready')
