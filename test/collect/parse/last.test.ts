import {describe, expect, it} from 'vitest'
import {parseLast} from '../../../src/collect/parse/last.ts'

describe('parseLast', () => {
  it('keeps the latest log-in of each account of last and wtmpdb', () => {
    const last =
      'binh     tty2         tty2             2026-11-25T21:39:17+07:00   still logged in\nbinh     tty2  tty2  2026-11-24T21:39:17+07:00 - down (01:00)\nreboot   system boot  6.1.0            2026-11-25T20:15:57+00:00   still running\n\nwtmp begins 2026-11-01T20:15:57+00:00\n'
    expect([...(parseLast(last) ?? [])]).toEqual([['binh', '2026-11-25T14:39:17.000Z']])
    const wtmpdb =
      'an.nguyen pts/0        10.0.0.5         2026-11-25T21:22:37+0000  - still logged in\n\nwtmpdb begins 2026-11-25T20:15:57+0000\n'
    expect([...(parseLast(wtmpdb) ?? [])]).toEqual([['an.nguyen', '2026-11-25T21:22:37.000Z']])
  })

  it('trusts only a list that was printed to its end', () => {
    expect(parseLast('binh tty2 tty2 2026-11-25T21:39:17+07:00 still logged in\n')).toBeUndefined()
    expect(parseLast('')).toBeUndefined()
    expect([...(parseLast('\nnull begins 2026-11-21T12:16:35+00:00\n') ?? ['wrong'])]).toEqual([])
  })
})
