import {describe, expect, it} from 'vitest'
import {mergeKeyfiles, parseKeyfile} from '../../../src/collect/parse/keyfile.ts'

describe('parseKeyfile', () => {
  it('reads sections, comments and lines before the first section', () => {
    const file = parseKeyfile(
      'top=1\n[Seat:*]\n#autologin-user=x\nautologin-user = an\n; note\nnovalue\n[Daemon][$i]\nAutolock[$i]=false\n',
    )
    expect([...file].map(([name, section]) => [name, [...section]])).toEqual([
      ['', [['top', '1']]],
      ['Seat:*', [['autologin-user', 'an']]],
      ['Daemon][$i', [['Autolock[$i]', 'false']]],
    ])
  })

  it('lays later files over earlier ones, key by key', () => {
    const merged = mergeKeyfiles([parseKeyfile('[a]\nx=1\ny=2\n'), parseKeyfile('[a]\ny=3\n[b]\nz=4\n')])
    expect([...(merged.get('a') ?? [])]).toEqual([
      ['x', '1'],
      ['y', '3'],
    ])
    expect(merged.get('b')?.get('z')).toBe('4')
  })
})
