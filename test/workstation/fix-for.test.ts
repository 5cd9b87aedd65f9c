import {describe, expect, it} from 'vitest'
import {loadContent} from '../../src/content/content.ts'
import {fixFor} from '../../src/report/workstation/fix-for.ts'

describe('how to mend it on one kind of system', () => {
  const text = 'Windows: bật A; rồi B. Linux (GNOME): bật C. Linux: bật D. Sau đó khởi động lại.'

  it.each([
    ['windows', 'Bật A; rồi B.'],
    ['linux', 'Linux (GNOME): bật C. Bật D. Sau đó khởi động lại.'],
    ['macos', text],
    ['other', text],
    [undefined, text],
  ] as const)('%s', (family, said) => {
    expect(fixFor(text, family)).toBe(said)
  })

  it('what holds for all stays', () => {
    expect(fixFor('Đổi mật khẩu. Windows: mở Settings. Linux: chạy passwd.', 'windows')).toBe('Đổi mật khẩu. Mở Settings.')
  })

  it('a colon inside a sentence begins nothing', () => {
    expect(fixFor('Trên Windows: mở Settings.', 'windows')).toBe('Trên Windows: mở Settings.')
  })
})

it('every check says how to mend it on Windows without speaking of Linux first', () => {
  for (const {check} of loadContent().checks.values()) {
    // What exists on Linux only has nothing to say about Windows.
    if (check.target !== 'endpoint' || !/(?:^|[.;] )Windows: /.test(check.fix.vi)) continue
    const said = fixFor(check.fix.vi, 'windows')
    expect(said, check.id).not.toMatch(/^(Linux|macOS)/)
    expect(said.length, check.id).toBeGreaterThan(15)
  }
})
