import {describe, expect, test} from 'vitest'
import {decodeScript} from '../../../../src/collect/site/spam/decode-script.ts'
import {colorOf, readDeclarations, readStyle} from '../../../../src/collect/site/spam/hidden-style.ts'
import {cleanText} from '../../../../src/collect/site/spam/normalise.ts'
import {fingerprintOf, similarityOf} from '../../../../src/collect/site/spam/simhash.ts'
import {compiled, rules, verdicts} from './read.ts'

const phrases = (text: string) =>
  compiled.lexicon
    .find(compiled.words.read(cleanText(text)))
    .filter(({means}) => means === 'strong' || means === 'weak')
    .map(({phrase}) => phrase)

describe('one phrase, written in many ways', () => {
  test.each([
    ['as it is', 'nhà cái'],
    ['in capitals', 'NHÀ CÁI'],
    ['decomposed', 'nhà cái'.normalize('NFD')],
    ['with Cyrillic letters', 'nhà сái'],
    ['with a soft hyphen', 'nh\u00adà cá\u00adi'],
    ['with zero-width characters', 'n\u200bhà c\u200dá\ufeffi'],
    ['with mathematical letters', '𝐧𝐡à 𝐜á𝐢'],
    ['with wide letters', 'ｎｈà ｃáｉ'],
    ['without marks', 'nha cai'],
    ['in one piece', '#nhacai88 nhacai'],
    ['with digits for letters', 'nh4 c4i'],
    ['letter by letter', 'n.h.à c.á.i'],
    ['with other signs between', 'nhà-cái'],
    ['for a TCVN3 font', 'nhµ c¸i uy tÝn'],
    ['for a VNI font', 'nhaø caùi uy tín'],
  ])('%s', (_, text) => {
    expect(phrases(text)).toContain('nhà cái')
  })

  test('the tone stands in either place', () => {
    expect(phrases('đánh lô đề, khoá cược')).toContain('cược')
    expect(phrases('xoá, hoà, tài xỉu')).toContain('tài xỉu')
  })
})

test.each([
  'sửa chữa nhà cải tạo chung cư',
  'nhà cai nghiện tự nguyện',
  'cuoc song doi thuong',
  'chốt số liệu thống kê',
  'bán cà phê, cả đo đạc, lò đế, đã gả',
  'sàn giao dịch, cài đặt nhà máy',
  'Học viện Tư pháp, niên khóa 88, khóa 79',
  'QĐ88, NĐ68, TT99, lớp 8A88',
])('%s is not gambling', (text) => {
  expect(phrases(text)).toEqual([])
})

test('names of bookmakers, and what only looks like one', () => {
  const {brands} = compiled
  for (const name of ['kubet', 'w88', '789bet', 'jun88']) expect(brands.isNamed(name), name).toBe(true)
  for (const name of ['abcd88', '99bet', 'lucky79']) expect(brands.hasShape(name), name).toBe(true)
  for (const name of ['qd88', 'nd68', 'alphabet', 'darwin', 'tt99', 'internet', 'club', 'diabet', '2588', 'k68'])
    expect(brands.isNamed(name) || brands.hasShape(name), name).toBe(false)
  for (const host of ['kubet77.example.net', 'nhacai-uytin.example.org', 'x.bet', 'taixiu.example.com'])
    expect(brands.gamblingOf(host), host).toBe('sure')
  for (const host of ['angiang.gov.vn', 'example.org', 'worldbank.org', 'thuvienphapluat.vn', 'alphabet.example.com'])
    expect(brands.gamblingOf(host), host).toBeUndefined()
  expect(
    ['stp.example.gov.vn', 'moj.gov.vn', 'www.google.com', 'bao.example.vn', 'cuoc.example.net', '203.0.113.5', '127.0.0.1'].map((host) =>
      brands.kindOf(host, 'stp.example.gov.vn'),
    ),
  ).toEqual(['own', 'trusted', 'known', 'vn', 'strange', 'strange', 'known'])
})

describe('styles that hide', () => {
  const hides = (style: string) => readStyle(readDeclarations(style), rules.hidden).hiddenBy
  test.each([
    ['display:none', 'display'],
    ['DISPLAY : None !important', 'display'],
    ['visibility:hidden', 'visibility'],
    ['opacity:0', 'opacity'],
    ['opacity:.01', 'opacity'],
    ['font-size:0', 'font-size'],
    ['font-size: 1px', 'font-size'],
    ['position:absolute;left:-9999px', 'off-screen'],
    ['position:fixed; top: -2000px', 'off-screen'],
    ['text-indent:-9999px', 'off-screen'],
    ['transform:translateX(-9999px)', 'off-screen'],
    ['overflow:hidden;height:0', 'zero-size'],
    ['overflow:hidden;max-height:1px', 'zero-size'],
    ['width:1px;height:1px', 'zero-size'],
    ['position:absolute;clip:rect(0,0,0,0)', 'clip'],
    ['clip-path:inset(100%)', 'clip'],
    ['transform:scale(0)', 'zero-size'],
  ])('%s', (style, by) => {
    expect(hides(style)).toBe(by)
  })
  test.each([
    'display:block',
    'opacity:.5',
    'font-size:12px',
    'left:-9999px',
    'margin:-10px',
    'height:0',
    'overflow:hidden;height:100px',
    'color:red',
    '',
  ])('%s does not', (style) => {
    expect(hides(style)).toBeUndefined()
  })
  test('colours that are one', () => {
    expect(new Set(['#fff', 'white', '#FFFFFF', 'rgb(255, 255, 255)', '#fefefe'].map(colorOf)).size).toBe(1)
    expect(colorOf('rgba(1,2,3,0)')).toBe('transparent')
    expect(colorOf('url(x.png)')).toBeUndefined()
  })
})

describe('addresses in scripts', () => {
  const url = 'https://cuoc.example.net/'
  const base64 = Buffer.from(url).toString('base64')
  const codes = [...url].map((letter) => letter.charCodeAt(0))
  test.each([
    ['base64', `atob("${base64}")`],
    ['base64 in base64', `atob(atob("${Buffer.from(base64).toString('base64')}"))`],
    ['hexadecimal', `h="${Buffer.from(url).toString('hex')}"`],
    ['character codes', `String.fromCharCode(${codes.join(',')})`],
    ['a list of codes', `var a=[${codes.join(', ')}]`],
    ['escapes', codes.map((code) => `\\x${code.toString(16)}`).join('')],
    ['percent signs', `unescape("${codes.map((code) => `%${code.toString(16)}`).join('')}")`],
    ['backwards', `"${[...url].reverse().join('').slice(1)}".split("").reverse()`],
  ])('%s', (_, code) => {
    expect(decodeScript(code).decoded).toContain('https://cuoc.example.net')
  })
  test('in pieces', () => {
    expect(decodeScript(`"ht"+'tps'`).plain).toContain('"ht"')
    expect(decodeScript('"ht" + "tps:" + "\\/\\/cuoc.example.net"').plain).toContain('https://cuoc.example.net')
  })
})

test('texts are as alike as their groups of words', () => {
  const print = (text: string) => fingerprintOf(compiled.words.read(text))
  const words = (from: number, count: number) => Array.from({length: count}, (_, index) => `tu${(from + index).toString(36)}x`).join(' ')
  const one = print(words(0, 300))
  expect(similarityOf(one, print(words(0, 300)))).toBe(1)
  expect(similarityOf(one, print(`${words(0, 290)} ${words(9000, 10)}`))).toBeGreaterThan(0.85)
  expect(similarityOf(one, print(words(5000, 300)))).toBeLessThan(0.7)
  expect(similarityOf(print('a b c d e 12 13'), print('a b c d e 99 100'))).toBe(1)
})

describe('one sign alone is for a person, two conclude', () => {
  const link = '<a href="https://trang.example.net/">xem</a>'
  test.each([
    ['words alone', '<p>nhà cái, tài xỉu, nổ hũ, xóc đĩa</p>', ['visible review words']],
    [
      'words and a bookmaker',
      '<p>nhà cái, tài xỉu, nổ hũ, xóc đĩa <a href="https://kubet.example.net/">kubet</a></p>',
      ['visible spam words+links'],
    ],
    ['a link of a strange host with harmless words', `<p>Liên kết ${link}</p>`, []],
    ['one link to a bookmaker', '<p>Tin tức <a href="https://kubet.example.net/">tại đây</a></p>', ['visible review links']],
    ['an unseen frame of a strange host', '<iframe width="0" height="0" src="https://dem.example.net/"></iframe>', ['iframe review frame']],
    [
      'a script that asks where from and leads',
      `<script>if(document.referrer.match(/google/))location.href=x</script>`,
      ['redirect review script'],
    ],
    ['a page for phones', `<script>if(/Android/.test(navigator.userAgent))location.href='https://m.stp.example.gov.vn'</script>`, []],
    ['statistics', `<script>var r=document.referrer;if(r.indexOf('google')>0)ga('send',r);</script>`, []],
    ['a menu that is hidden', '<ul style="display:none"><li>Khởi tố vụ cá độ, lô đề, tài xỉu</li></ul>', []],
    [
      'a counter without a size',
      '<noscript><iframe src="https://www.googletagmanager.com/ns.html" height="0" width="0"></iframe></noscript>',
      [],
    ],
    ['a film', '<iframe width="560" height="315" src="https://www.youtube.com/embed/x"></iframe>', []],
    [
      'a map over the page',
      '<iframe style="position:absolute;top:0;left:0;width:100%;height:100%" src="https://www.google.com/maps/embed"></iframe>',
      [],
    ],
    ['news of an attack', '<h1>Trang bị tấn công, để lại chữ "Hacked by"</h1><p>Cơ quan điều tra vào cuộc.</p>', []],
    ['a page of maintenance', '<body bgcolor="#000"><h1>Trang đang bảo trì</h1></body>', []],
    ['a lawful page in Chinese', `<html lang="zh"><p>${'司法厅为公民和企业提供法律服务。'.repeat(30)}</p>`, []],
  ])('%s', (_, html, expected) => {
    expect(verdicts(html)).toEqual(expected)
  })

  test('Chinese on a page that says it is Vietnamese asks for a look, but not below its own folder', () => {
    const page = `<html lang="vi"><p>${'司法厅为公民和企业提供法律服务。'.repeat(30)}</p>`
    expect(verdicts(page)).toEqual(['visible review keywords'])
    expect(verdicts(page, {url: 'https://stp.example.gov.vn/zh/dich-vu'})).toEqual([])
  })
})
