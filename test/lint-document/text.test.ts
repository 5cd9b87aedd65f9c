import {describe, expect, it} from 'vitest'
import {readDocument} from '../../src/lint-document/read-document.ts'
import {briefs, lintText} from './support.ts'

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

describe('text files', () => {
  const cases: [string, Uint8Array, string][] = [
    ['UTF-16 LE', new Uint8Array(Buffer.from('\ufeffNghị định', 'utf16le')), 'utf-16'],
    ['UTF-16 BE', new Uint8Array(Buffer.from('\ufeffNghị định', 'utf16le').swap16()), 'utf-16'],
    ['UTF-16 without its mark', new Uint8Array(Buffer.from('Nghi dinh so 85', 'utf16le')), 'utf-16'],
    [
      'TCVN3',
      latin1('C\u00a8n c\u00f8 Ngh\u00de \u00ae\u00denh s\u00e8 85/2016/N\u00a7-CP c\u00f1a Ch\u00ddnh ph\u00f1 v\u00b5 '),
      'tcvn3',
    ],
    ['VNI', latin1('Ca\u00ean c\u00f6\u00f9 Ngh\u00f2 \u00f1\u00f2nh so\u00e1 85/2016/N\u00d1-CP cu\u00fba va\u00f8 '), 'vni'],
    ['Windows-1258', latin1('\u00f0\u00fd\u00f5\u00f2c v\u00e0 cu\u00d2a '), 'windows-1258'],
    ['some other encoding', new Uint8Array([0x41, 0x20, 0x93, 0xfa, 0x96, 0x7b]), 'not-utf-8'],
    ['binary', new Uint8Array([1, 2, 0, 4, 5, 6, 7, 8, 9, 10]), 'binary'],
    ['white space only', latin1(' \n\t\n'), 'no-text'],
    ['no letters', latin1('123 456'), 'no-text'],
    [
      'TCVN3 kept in UTF-8',
      new TextEncoder().encode('C¨n cø NghÞ ®Þnh sè 85/2016/N§-CP ngµy 01/7/2016 cña ChÝnh phñ vÒ b¶o ®¶m'),
      'legacy-font',
    ],
  ]
  it.each(cases)('%s is refused', (_, bytes, refusal) => {
    expect(readDocument(bytes, 'van-ban.txt')).toMatchObject({ok: false, refusal})
  })

  it('ordinary Vietnamese is never taken for an old encoding', () => {
    const text = 'Sở Tư pháp đề nghị các phòng, đơn vị: rà soát, báo cáo. Hồ sơ số 5/2026; “đường truyền”, 20°C, 50 µg, §2, ©, ®.\n'
    expect(readDocument(new TextEncoder().encode(text.repeat(50)), 'a.txt').ok).toBe(true)
  })

  it('a byte order mark, Windows line ends and empty lines keep the line numbers', () => {
    const {findings} = lintText('\ufeffmột\r\n\r\nhai Luật số 86/2015/QH13\r\nba\rTCVN 11930:2017')
    expect(findings.map(({place}) => place.number)).toEqual([3, 5])
  })

  it('the words found are shown clean, with a little around them', () => {
    const {findings} = lintText(`${'trước '.repeat(40)}Luật\u00a0số  86/2015/QH13\u001b[31m ${'sau '.repeat(40)}`)
    expect(findings[0]).toMatchObject({found: 'Luật số 86/2015/QH13', before: expect.stringMatching(/^…(trước ){9,10}$/)})
    expect(findings[0]?.after).toMatch(/^\[31m( sau){10,14}…$/)
  })
})

describe('speed', () => {
  const line = 'Căn cứ Nghị định số 85/2016/NĐ-CP ngày 01/7/2016 của Chính phủ, gửi Sở Thông tin và Truyền thông về an toàn thông tin. '
  const prose = 'Sở Tư pháp phối hợp các cơ quan, đơn vị triển khai thực hiện nhiệm vụ được giao theo đúng tiến độ và chất lượng. '
  // Some 2,000 characters a page. 0.3 s where it was written; the limits leave room for a machine that runs other tests beside.
  const cases: [string, string, number][] = [
    ['200 pages', `${prose.repeat(3)}${line}\n\n`.repeat(860), 2000],
    ['one paragraph without end', line.replaceAll('.', ' ').repeat(3000), 5000],
    ['digits and slashes', `a ${'85/2016/'.repeat(60_000)}`, 5000],
    ['digits', `a ${'1'.repeat(500_000)}`, 5000],
    ['type words', 'nghị định số '.repeat(40_000), 5000],
    ['quotation marks', '"“Sở TT&TT '.repeat(20_000), 5000],
    ['hyphens and letters', 'a-'.repeat(250_000), 5000],
    ['numbers of many parts', '1/A-B-C-D-E-F '.repeat(30_000), 5000],
    ['lines', 'nghị định\n'.repeat(50_000), 5000],
    ['dates', 'ngày 01/7/2016 '.repeat(30_000), 5000],
    ['law names', 'Luật An ninh mạng '.repeat(20_000), 8000],
    ['spaces', `Nghị định${' '.repeat(500_000)}số`, 5000],
  ]
  it.each(cases)('%s', (_, text, limit) => {
    briefs('Nghị định 85/2016/NĐ-CP')
    const start = performance.now()
    lintText(text)
    expect(performance.now() - start).toBeLessThan(limit)
  })
})
