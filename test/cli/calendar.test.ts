import {existsSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {run, runJson, temporary} from './cli.ts'

interface Listed {
  deadlines: {id: string; status: string; lastDay: string}[]
}

let folder: string
let data: string
const stp = (...args: string[]) => run([...args, '--workspace', data])

beforeAll(async () => {
  folder = temporary()
  data = join(folder, 'data')
  expect((await run(['init', '--sample', '--workspace', data])).code).toBe(0)
})
afterAll(() => rmSync(folder, {recursive: true}))

describe('calendar', () => {
  it('ends with 0 while nothing is overdue and with 1 as soon as something is', async () => {
    const early = await stp('calendar', '--on', '2026-11-25')
    expect(early.code).toBe(0)
    expect(early.stdout).toContain('19/12/2026 Gửi báo cáo năm (Mẫu số 08)')
    expect(early.stdout).toContain('mốc nội bộ 18/12/2026')
    expect(early.stdout.split('\n').every((line) => [...line].length <= 80)).toBe(true)
    const late = await stp('calendar', '--on', '2026-12-21')
    expect(late.code).toBe(1)
    expect(late.stdout).toMatch(/^QUÁ HẠN \(\d+\)/)
  })

  it('writes a file for other calendars', async () => {
    const file = join(folder, 'thoi-han.ics')
    expect((await stp('calendar', '--on', '2026-11-25', '--ics', file)).stdout).toContain(`Đã ghi ${file}`)
    expect(readFileSync(file, 'utf8')).toMatch(/^BEGIN:VCALENDAR\r\n/)
  })

  it('a report that was sent is done; the journal keeps who said so', async () => {
    const done = await stp('calendar', 'done', 'mau-08-gui-chu-quan.2026', '--on', '2026-12-18', '--by', 'Văn phòng Sở')
    expect(done.stderr).toBe('')
    expect(done.code).toBe(0)
    const {
      value: {deadlines},
    } = await runJson<Listed>(['calendar', '--on', '2026-12-21', '--workspace', data])
    expect(deadlines.find(({id}) => id === 'mau-08-gui-chu-quan.2026')?.status).toBe('done')
    expect((await stp('journal', 'list')).stdout).toContain('calendar.done')
  })

  it('refuses what it does not know or what is closed elsewhere, and names the next step', async () => {
    const typo = await stp('calendar', 'done', 'mau-08-gui-chu-quan.206')
    expect([typo.code, typo.stderr]).toEqual([2, expect.stringContaining('Có phải ý bạn là "mau-08-gui-chu-quan.2026"?')])
    const elsewhere = await stp('calendar', 'done', 'assessment.lan-co-so-1')
    expect([elsewhere.code, elsewhere.stderr]).toEqual([2, expect.stringContaining('do sổ đăng ký tạo ra')])
    const paper = await stp('calendar', 'done', 'bao-cao-cuoi-nam.2026', '--document', 'khong-co')
    expect([paper.code, paper.stderr]).toEqual([2, expect.stringContaining('không có văn bản "khong-co"')])
    expect((await stp('calendar', '--on', '2026-13-01')).code).toBe(2)
    expect((await run(['calendar', '--workspace', join(folder, 'none')])).code).toBe(2)
    expect(existsSync(join(folder, 'none'))).toBe(false)
  })
})
