import {describe, expect, test} from 'vitest'
import {decodeScript} from '../../../../src/collect/site/spam/decode-script.ts'
import {readDeclarations, readStyle} from '../../../../src/collect/site/spam/hidden-style.ts'
import {StyleSheet} from '../../../../src/collect/site/spam/style-sheet.ts'
import {read, rules} from './read.ts'

const mb = 1024 * 1024
/** A guard against work that grows out of bounds, wide enough for a loaded machine: each takes well under a second alone. */
const guard = 15_000

const bodies: [name: string, make: () => string][] = [
  ['one word of 3 MB', () => 'a'.repeat(3 * mb)],
  ['one marked word of 3 MB', () => 'à'.repeat(1.5 * mb)],
  ['spaces', () => `<p>${' '.repeat(3 * mb)}`],
  ['single letters', () => 'n h à c á '.repeat(250_000)],
  ['the first word of phrases', () => 'nhà '.repeat(600_000)],
  ['one phrase over and over', () => 'nhà cái '.repeat(300_000)],
  ['phrases, calls and the law in turn', () => 'nhà cái đăng ký ngay khởi tố "nạp lần đầu" công an '.repeat(50_000)],
  ['quotes', () => `${'“"đăng ký ngay '.repeat(150_000)}`],
  ['Chinese', () => '博彩娱乐城'.repeat(200_000)],
  ['combining marks', () => `a${'\u0301'.repeat(1.4 * mb)}`],
  ['a letter that becomes eighteen', () => '\ufdfa'.repeat(mb)],
  ['look-alike letters', () => 'сасасаса '.repeat(180_000)],
  ['hidden tags 100,000 deep', () => `${'<div style="display:none">'.repeat(100_000)}nhà cái`],
  ['plain tags 100,000 deep', () => `${'<div class=a>'.repeat(100_000)}nhà cái`],
  ['inline tags between all letters', () => '<b>n</b><i>h</i><u>à</u> '.repeat(100_000)],
  ['links', () => '<a href="https://kubet.example.net/">nhà cái</a>'.repeat(60_000)],
  ['links without an end', () => '<a href=x>'.repeat(200_000)],
  ['attributes', () => `<div ${'style="left:-1px" '.repeat(150_000)}>`],
  ['a style of 3 MB', () => `<div style="${'left:-1px;'.repeat(300_000)}">x</div>`],
  ['a style sheet of 3 MB', () => `<style>${'.a,.b c>d{display:none}'.repeat(130_000)}</style>`],
  ['an open style sheet', () => `<style>${'@media{{'.repeat(300_000)}`],
  ['comments in styles', () => `<style>${'/*'.repeat(mb)}</style>`],
  ['a script of 3 MB', () => `<script>${'location.href=document.referrer+"google";'.repeat(75_000)}</script>`],
  ['many scripts', () => '<script>location=document.referrer</script>'.repeat(60_000)],
  ['encodings in encodings', () => `<script>location=atob("${base64(6)}")</script>`],
  ['frames', () => '<iframe width=0 src="https://kubet.example.net/">'.repeat(50_000)],
  ['open tags', () => '<'.repeat(3 * mb)],
  ['entities', () => '&#110;&#104;&#224; '.repeat(150_000)],
  ['an open comment', () => `<!--${'nhà cái '.repeat(300_000)}`],
  ['titles', () => '<title>nhà cái</title>'.repeat(100_000)],
]

function base64(depth: number): string {
  let text = 'https://cuoc.example.net/ '.repeat(2000)
  for (let level = 0; level < depth && text.length < mb; level++) text = Buffer.from(text).toString('base64')
  return text
}

describe('pages that want to keep the reader busy end, and what is kept of them is small', () => {
  test.each(bodies)(
    '%s',
    (_, make) => {
      const started = performance.now()
      const reading = read(make())
      expect(performance.now() - started).toBeLessThan(guard)
      expect(JSON.stringify(reading).length).toBeLessThan(200_000)
      for (const {signals} of reading.groups)
        for (const {excerpt = '', words, hosts} of signals) {
          expect(excerpt.length).toBeLessThanOrEqual(500)
          expect(words.length).toBeLessThanOrEqual(20)
          expect(hosts.length).toBeLessThanOrEqual(20)
        }
    },
    2 * guard,
  )
})

test('what was not read to its end says so', () => {
  expect(read(`${'<div class=a>'.repeat(100_000)}`).cut).toBe(true)
  expect(read('<p>nhà cái').cut).toBe(false)
  expect(read('x'.repeat(3 * mb + 1)).cut).toBe(true)
  expect(read('một hai '.repeat(160_000)).cut).toBe(true)
  expect(read('<div><i hidden>một</i></div>'.repeat(500)).cut).toBe(true)
})

describe('patterns meet what would make them go back and forth', () => {
  const strings = [
    '"+',
    '"a" + ',
    '["11,',
    '[11,11,',
    'fromCharCode(1,',
    '\\x41',
    '%41',
    'aa',
    '"//:sptth',
    "}('a',",
    "eval(function(p,a,c,k,e,d){}('",
    ' ',
    '\\/',
  ]
  test.each(strings)('%s in scripts', (piece) => {
    const code = piece.repeat(Math.ceil((256 * 1024) / piece.length))
    const started = performance.now()
    expect(decodeScript(code).decoded.length).toBeLessThan(2 * mb)
    expect(performance.now() - started).toBeLessThan(guard)
  })
  const styles = ['/*', 'a:b;', 'clip:rect(', 'clip:rect(0 0 0 0 ', 'transform:translate(-', 'color:rgb(', ':', ' ']
  test.each(styles)('%s in styles', (piece) => {
    const css = piece.repeat(Math.ceil((256 * 1024) / piece.length))
    const started = performance.now()
    readStyle(readDeclarations(css), rules.hidden)
    const sheet = new StyleSheet(rules.hidden)
    sheet.add(`.a{${css}}${css}{display:none}`)
    expect(performance.now() - started).toBeLessThan(guard)
  })
})

describe('evidence gives nobody away', () => {
  const page = (text: string) => read(`<p>nhà cái, tài xỉu, nổ hũ, xóc đĩa ${text}</p>`)
  test.each([
    ['0912 345 678', '345'],
    ['001099000123', '1099000'],
    ['Nguyễn Văn Thật', 'Thật'],
    ['ông TRẦN VĂN MẪU', 'MẪU'],
    ['nguoi.dan@example.com', 'nguoi.dan'],
  ])('%s', (text, secret) => {
    const kept = JSON.stringify(page(`liên hệ ${text} hỗ trợ`))
    expect(kept).toContain('nhà cái')
    expect(kept).not.toContain(secret)
  })
})
