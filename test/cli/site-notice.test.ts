import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {run, runJson, temporary} from './cli.ts'

let folder: string
let workspace: string
beforeAll(async () => {
  folder = temporary()
  workspace = join(folder, 'ws')
  expect((await run(['init', '--sample', '--workspace', workspace])).code).toBe(0)
})
afterAll(() => rmSync(folder, {recursive: true}))

const notice = (...more: string[]) => ['site', 'notice', '--workspace', workspace, '--on', '2026-12-01', ...more]
const page = () => readFileSync(join(workspace, 'reports/thong-bao/kiem-tra-trang.html'), 'utf8')

describe('site notice', () => {
  it('tells owners who asks, from where, what, how gently, and how to be left out', async () => {
    const {code, stdout} = await run(
      notice('--contact', 'antt@stp.example.gov.vn', '--source', '203.0.113.10', '--source', '2001:db8::/64'),
    )
    expect([code, stdout.trim()]).toEqual([0, join(workspace, 'reports/thong-bao/kiem-tra-trang.html')])
    const html = page()
    for (const words of [
      'Sở Tư pháp',
      'stp-sec/0.1.0 (+antt@stp.example.gov.vn)',
      '203.0.113.10, 2001:db8::/64',
      'không quá 2 kết nối tới một địa chỉ, 8 tới một mạng /24',
      'nghỉ 1 giây',
      'tối đa 60 yêu cầu và 20 tệp',
      'ít nhất 15 giây sau',
      'Không đăng nhập, không thử mật khẩu',
      'User-agent: stp-sec và Disallow: /',
      'Lập ngày 01/12/2026.',
    ])
      expect(html).toContain(words)
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.google\.com\/bot)|\{\{|undefined/)
    expect(html).toBe(html.normalize('NFC'))
  })

  it('leaves out what was not given, and writes what was as text', async () => {
    expect((await run(notice('--contact', '<b>x</b>@a.vn', '--permission', 'Công văn 12/STP & "3" <img src=x>'))).code).toBe(0)
    const html = page()
    expect(html).not.toContain('Địa chỉ nguồn')
    expect(html).toContain('Công văn 12/STP &amp; &quot;3&quot; &lt;img src=x&gt;')
    expect(html).not.toMatch(/<b>|<img/)
  })

  it('in English', async () => {
    const {value} = await runJson<{schema: string; files: string[]}>(notice('--contact', 'a@b.vn', '--lang', 'en'))
    expect(value).toMatchObject({schema: 'stp-sec/site-notice/1', contact: 'a@b.vn', perAddress: 2, day: '2026-12-01'})
    expect(page()).toContain('<html lang="en">')
    expect(page()).toContain('Made on 2026-12-01.')
  })

  it('says what is wrong with an address, and loses no page that was changed by hand', async () => {
    const bad = await run(notice('--contact', 'a@b.vn', '--source', 'may-chu.vn'))
    expect([bad.code, bad.stderr]).toEqual([2, expect.stringContaining('"may-chu.vn" không phải địa chỉ IP')])
    const path = join(workspace, 'reports/thong-bao/kiem-tra-trang.html')
    writeFileSync(path, 'sửa tay')
    expect((await run(notice('--contact', 'a@b.vn'))).code).toBe(2)
    expect(page()).toBe('sửa tay')
    expect((await run(notice('--contact', 'a@b.vn', '--force'))).code).toBe(0)
    expect((await run(['site', 'notice', '--contact', 'a@b.vn', '--workspace', join(folder, 'khong-co')])).code).toBe(2)
  })
})
