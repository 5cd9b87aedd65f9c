import {describe, expect, it} from 'vitest'
import {parseLastlog} from '../../../src/collect/parse/lastlog.ts'

describe('parseLastlog', () => {
  it('reads lastlog and lastlog2, with and without a host', () => {
    const text = [
      'Username         Port     From                                       Latest ',
      'an.nguyen        pts/0    10.0.0.5                                   Wed Nov 25 22:37:51 +0700 2026',
      'binh             tty2                                                Thu Jan  1 01:02:03 +0000 2026',
      'cuc                                                                  **Never logged in**',
      'averyveryverylongname tty1                                           Mon Feb 29 00:00:00 -0530 2028',
      '',
    ].join('\n')
    expect([...(parseLastlog(text) ?? [])]).toEqual([
      ['an.nguyen', '2026-11-25T15:37:51.000Z'],
      ['binh', '2026-01-01T01:02:03.000Z'],
      ['cuc', 'never'],
      ['averyveryverylongname', '2028-02-29T05:30:00.000Z'],
    ])
  })

  it('knows nothing of a line cut in half, and nothing of other output', () => {
    expect([...(parseLastlog('Username Port From Latest\nan pts/0 10.0.0.5 Wed Nov 25 22:3') ?? [])]).toEqual([])
    expect([...(parseLastlog('Username Port From Latest\nan tty1 Wed Foo 25 22:37:51 +0000 2026') ?? [])]).toEqual([])
    expect(parseLastlog('')).toBeUndefined()
    expect(parseLastlog('lastlog: command failed\n')).toBeUndefined()
  })
})
