/** Asks questions on the terminal; only where both ends are one. */
export interface Asker {
  ask: (question: string) => Promise<string>
  close: () => void
}

export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true
}

/** Questions go to stderr, so that stdout holds the result alone. Ctrl-C ends the program as everywhere else. */
export async function openAsker(): Promise<Asker> {
  const {createInterface} = await import('node:readline/promises')
  const reader = createInterface({input: process.stdin, output: process.stderr})
  reader.on('SIGINT', () => {
    reader.close()
    process.kill(process.pid, 'SIGINT')
  })
  return {ask: (question) => reader.question(question), close: () => reader.close()}
}
