import {createServer, type Socket} from 'node:net'
import {createSecureContext, createServer as createTlsServer, type SecureContextOptions, TLSSocket} from 'node:tls'

type Handler = (socket: Socket) => void

/** Servers of one test file, each on a port of its own. */
export function createMailStand() {
  const open: {close: () => void}[] = []
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  }
  const listen = (server: ReturnType<typeof createServer>) =>
    new Promise<number>((resolve) => {
      open.push(server)
      server.listen(0, '127.0.0.1', () => resolve((server.address() as {port: number}).port))
    })
  return {
    plain: (handler: Handler) =>
      listen(
        createServer((socket) => {
          keep(socket)
          handler(socket)
        }),
      ),
    tls: (options: SecureContextOptions, handler: Handler) =>
      listen(
        createTlsServer(options, (socket) => {
          keep(socket)
          handler(socket)
        }).on('tlsClientError', () => undefined),
      ),
    close: () => {
      for (const socket of sockets) socket.destroy()
      for (const server of open) server.close()
    },
  }
}

/** A mail server that offers STARTTLS, and how many spoke to it at once at most. */
export function smtp(options: SecureContextOptions | undefined) {
  const state = {now: 0, most: 0, all: 0}
  const handler: Handler = (socket) => {
    state.all++
    state.most = Math.max(state.most, ++state.now)
    socket.on('close', () => state.now--)
    socket.write('220 mx ESMTP\r\n')
    const read = (chunk: Buffer) => {
      const line = chunk.toString('latin1').toUpperCase()
      if (line.startsWith('EHLO')) socket.write(options ? '250-mx\r\n250 STARTTLS\r\n' : '250-mx\r\n250 8BITMIME\r\n')
      else if (line.startsWith('STARTTLS') && options) {
        socket.off('data', read)
        socket.write('220 go\r\n')
        const secure = new TLSSocket(socket, {isServer: true, secureContext: createSecureContext(options), ...options})
        secure.on('error', () => socket.destroy())
      }
    }
    socket.on('data', read)
  }
  return {handler, state}
}
