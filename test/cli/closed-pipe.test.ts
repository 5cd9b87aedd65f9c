import {describe, expect, it} from 'vitest'
import {start} from './cli.ts'

/** Reads the first bytes and closes the pipe, as `head -1` does. */
async function closeEarly(args: string[]) {
  const {child, finished} = start(args)
  child.stdout?.once('data', () => child.stdout?.destroy())
  return finished
}

describe('a reader that has seen enough', () => {
  it.each([
    ['text', ['check', 'list']],
    ['one JSON document', ['check', 'list', '--json']],
    ['much output', ['schema', 'policy']],
    ['help', ['--help']],
  ])('ends the command quietly: %s', async (_, args) => {
    const {code, stderr} = await closeEarly(args)
    expect([code, stderr]).toEqual([0, ''])
  })
})
