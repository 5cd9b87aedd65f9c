import {createServer} from 'node:net'

/** A server that nobody may come to: it counts who does. */
export function canaryAt(address: string) {
  let connections = 0
  const server = createServer((socket) => {
    connections++
    socket.on('error', () => undefined)
    socket.end()
  })
  return {
    listen: (port: number) =>
      new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, address, resolve)
      }),
    connections: () => connections,
    close: () => void server.close(),
  }
}
