import {once} from 'node:events'

let turn = Promise.resolve()

/** Writes to standard output one text after the other, no faster than its reader reads: what waits is held by whoever made it. */
export function writeOut(text: string): Promise<void> {
  turn = turn.then(async () => {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain')
  })
  return turn
}
