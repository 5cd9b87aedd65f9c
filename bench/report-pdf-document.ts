import {createHash} from 'node:crypto'
import type {Block, Cell, Heading, ReportDocument, Run, Tone} from '../src/report/document.ts'

const WORDS =
  'hệ thống thông tin máy chủ thiết bị đầu cuối nhật ký giám sát an ninh mạng cấp độ quyền truy cập mã hóa đường truyền chứng thư số phần mềm cập nhật ' +
  'bản vá sao lưu dự phòng tài khoản quản trị mật khẩu xác thực tường lửa cổng dịch vụ kết nối bên ngoài nội bộ kiểm tra đánh giá bằng chứng khắc phục ' +
  'trước ngày chịu trách nhiệm phòng chuyên môn trung tâm tỉnh An Giang quy trình ứng cứu sự cố rà soát lỗ hổng mức nghiêm trọng cao trung bình thấp'
const PATHS = [
  '/etc/ssh/sshd_config',
  '/var/log/auth.log',
  'C:\\Windows\\System32\\drivers\\etc\\hosts',
  'https://congthongtin.angiang.gov.vn/ho-tich/',
]
const TONES: Tone[] = ['good', 'partly', 'bad', 'unknown']

/** The document of a system with many endpoints: findings with evidence, endpoints, remediation. The seed decides every word. */
export function benchDocument(endpoints = 300, findings = 400, seed = 20261122): ReportDocument {
  const random = seededRandom(seed)
  const vocabulary = WORDS.split(' ')
  const pick = <Item>(items: Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const sentence = (least: number, most: number): string =>
    Array.from({length: least + Math.floor(random() * (most - least))}, () => pick(vocabulary)).join(' ')
  const hash = (): string => createHash('sha256').update(String(random())).digest('hex')
  const text = (value: string, more: Partial<Run> = {}): Cell => ({runs: [{text: value, ...more}]})
  const result = (): Cell => ({runs: [{text: sentence(1, 4)}], tone: pick(TONES)})
  const heading = (level: Heading['level'], value: string): Block => ({kind: 'heading', level, text: value})
  const host = (): string => `STP-${pick(['HT', 'CC', 'VP', 'TT'])}-${Math.floor(random() * 9000 + 1000)}`

  const groups = Array.from({length: 20}, (_, group): Block[] => [
    heading(2, `${group + 1}. ${sentence(4, 9)}`),
    {
      kind: 'paragraph',
      align: 'justify',
      runs: [{text: sentence(60, 120)}, {text: sentence(3, 8), bold: true}, {text: ` ${sentence(20, 60)}.`}],
    },
    {
      kind: 'table',
      caption: `Bảng ${group + 1}. ${sentence(4, 9)}`,
      columns: [
        {header: 'TT', share: 1, align: 'center'},
        {header: 'Tiêu chí', share: 6},
        {header: 'Kết quả', share: 3},
        {header: 'Bằng chứng', share: 7},
      ],
      rows: Array.from({length: findings / 20}, (_, index) => [
        text(String(index + 1)),
        {runs: [{text: sentence(4, 8), bold: true}, {text: `: ${sentence(8, 22)}`}]},
        result(),
        text(`${pick(PATHS)} ${sentence(14, 40)}; sha256 ${hash()}`),
      ]),
    },
  ])
  const endpointTable: Block = {
    kind: 'table',
    columns: ['TT', 'Tên máy', 'Địa chỉ', 'Hệ điều hành', 'Người dùng', 'Tình trạng', 'Ghi chú'].map((header, index) => ({
      header,
      share: [1, 3, 3, 4, 3, 3, 5][index] ?? 1,
    })),
    rows: Array.from({length: endpoints}, (_, index) => [
      text(String(index + 1)),
      text(host()),
      text(`10.${Math.floor(random() * 255)}.${Math.floor(random() * 255)}.${Math.floor(random() * 255)}`),
      text(pick(['Windows 11 Pro 24H2', 'Windows 10 Pro 22H2', 'Ubuntu 24.04 LTS'])),
      text(sentence(3, 5)),
      result(),
      text(sentence(4, 14)),
    ]),
  }
  const remediationTable: Block = {
    kind: 'table',
    columns: [
      {header: 'TT', share: 1, align: 'center'},
      {header: 'Máy', share: 3},
      {header: 'Việc phải làm', share: 8},
      {header: 'Trách nhiệm', share: 4},
      {header: 'Hạn', share: 2},
    ],
    rows: Array.from({length: endpoints * 2}, (_, index) => [
      text(String(index + 1)),
      text(host()),
      text(sentence(10, 30)),
      text(sentence(4, 9)),
      text('31/12/2026'),
    ]),
  }
  const appendix = (label: string, title: string, orientation: 'portrait' | 'landscape'): Block => ({
    kind: 'section',
    orientation,
    restartNumbering: true,
    label,
    title,
  })
  return {
    meta: {
      title: 'Báo cáo kết quả tự đánh giá',
      author: 'Sở Tư pháp',
      subject: 'Đo tốc độ',
      keywords: [],
      language: 'vi',
      date: new Date('2026-11-22T00:00:00Z'),
      identity: 'bench',
      footer: 'Tự đánh giá nội bộ',
    },
    blocks: [
      heading(1, 'I. Kết quả'),
      ...groups.flat(),
      appendix('Phụ lục I', 'Thiết bị đầu cuối', 'landscape'),
      endpointTable,
      appendix('Phụ lục II', 'Kế hoạch khắc phục', 'portrait'),
      remediationTable,
    ],
  }
}

/** mulberry32: small, and the same numbers on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
