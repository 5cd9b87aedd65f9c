import type {Block, Cell, ReportDocument, Tone} from '../../../src/report/document.ts'

/** A paragraph long enough to fill many lines, with every kind of Vietnamese letter. */
export const LONG_TEXT =
  'Thực hiện Luật An ninh mạng và Nghị định số 331/2026/NĐ-CP của Chính phủ, Sở Tư pháp đã tổ chức tự đánh giá việc bảo đảm an ninh mạng ' +
  'đối với các hệ thống thông tin do đơn vị quản lý, vận hành; rà soát máy chủ, thiết bị mạng, máy trạm và phần mềm nghiệp vụ; ' +
  'thống kê những điểm chưa đạt, nguyên nhân và đề xuất phương án khắc phục. Kết quả được tổng hợp từ dữ liệu do công cụ thu thập, ' +
  'có bằng chứng kèm theo từng tiêu chí, người đọc có thể kiểm tra lại. Đường truyền được mã hóa, nhật ký được lưu giữ ở nơi riêng biệt, ' +
  'quyền quản trị được cấp theo nguyên tắc tối thiểu; những nội dung chưa kiểm tra được thì ghi rõ là chưa có bằng chứng, không coi là đạt.'

export const meta: ReportDocument['meta'] = {
  title: 'Báo cáo tự đánh giá an ninh mạng <Sở Tư pháp> & đơn vị',
  author: 'Sở Tư pháp tỉnh An Giang',
  subject: 'Kết quả tự đánh giá theo cấp độ',
  keywords: ['an ninh mạng', 'cấp độ 3', 'tự đánh giá'],
  language: 'vi',
  date: new Date('2026-11-20T00:00:00Z'),
  identity: 'assessment-2026-11-20-0001',
  footer: 'Tự đánh giá nội bộ - không thay thế kết luận của cơ quan có thẩm quyền',
}

export const letterHead: Block = {
  kind: 'letter-head',
  parent: 'Ủy ban nhân dân tỉnh An Giang',
  issuer: 'Sở Tư pháp',
  nationalTitle: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập - Tự do - Hạnh phúc',
  number: 'Số:        /BC-STP',
  placeAndDate: 'An Giang, ngày     tháng     năm 2026',
  typeName: 'BÁO CÁO',
  subject: 'Kết quả tự đánh giá việc bảo đảm an ninh mạng hệ thống thông tin Cơ sở dữ liệu hộ tịch và Cổng thông tin điện tử năm 2026',
}

export const signature: Block = {
  kind: 'signature',
  recipientsTitle: 'Nơi nhận:',
  recipients: ['- Ủy ban nhân dân tỉnh (báo cáo);', '- Công an tỉnh (Phòng PA05);', '- Các phòng, đơn vị thuộc Sở;', '- Lưu: VT, VP.'],
  authority: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
  placeholder: '(chữ ký, dấu)',
}

const TONES: {tone: Tone; text: string}[] = [
  {tone: 'good', text: 'Đạt'},
  {tone: 'partly', text: 'Đạt một phần'},
  {tone: 'bad', text: 'Không đạt'},
  {tone: 'unknown', text: 'Chưa có bằng chứng'},
]

const cell = (text: string, more: Partial<Cell> = {}): Cell => ({runs: [{text}], ...more})
export const paragraph = (text: string): Block => ({kind: 'paragraph', align: 'justify', runs: [{text}]})

export const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

/** A table of findings with group rows, tones and hashes. */
export function findingsTable(rows: number): Block {
  return {
    kind: 'table',
    caption: 'Bảng 1. Kết quả theo từng tiêu chí',
    columns: [
      {header: 'TT', share: 1, align: 'center'},
      {header: 'Tiêu chí', share: 5},
      {header: 'Kết quả', share: 3},
      {header: 'Bằng chứng', share: 6},
    ],
    rows: Array.from({length: rows}, (_, index) => {
      if (index % 15 === 0) return [cell(`Nhóm ${index / 15 + 1}: Kiểm soát truy cập và nhật ký`, {span: 4})]
      const {tone, text} = TONES[index % 4] as (typeof TONES)[number]
      return [
        cell(String(index)),
        {
          runs: [
            {text: 'Giao thức mã hóa ', bold: true},
            {text: 'của dịch vụ web chỉ dùng TLS 1.2 trở lên, '},
            {text: 'không dùng SHA-1', italic: true},
          ],
        },
        cell(text, {tone}),
        cell(
          index % 3 === 0
            ? `sha256:${HASH}`
            : `/var/log/nginx/access.log.${index}: cổng 443 trả lời trong 12 ms, chứng thư còn hạn 85 ngày`,
        ),
      ]
    }),
  }
}

export const chart: Block = {
  kind: 'stacked-bars',
  caption: 'Hình 1. Kết quả theo nhóm yêu cầu',
  legend: TONES.map(({tone, text}) => ({tone, label: text})),
  rows: [
    {label: 'Kiểm soát truy cập', segments: bar(24, 6, 3, 1)},
    {label: 'Nhật ký và giám sát', segments: bar(9, 2, 11, 4)},
    {label: 'Bảo vệ dữ liệu, sao lưu và dự phòng', segments: bar(120, 3, 1, 2)},
    {label: 'Quản lý thiết bị đầu cuối và phần mềm không còn được hỗ trợ', segments: bar(1, 0, 0, 0)},
    {label: 'Chưa đánh giá', segments: bar(0, 0, 0, 0)},
  ],
}

function bar(...values: number[]): {tone: Tone; value: number}[] {
  return values.map((value, index) => ({tone: (TONES[index] as (typeof TONES)[number]).tone, value}))
}

const body: Block[] = [
  paragraph('Căn cứ Nghị định số 331/2026/NĐ-CP; căn cứ Kế hoạch số 12/KH-STP, Sở Tư pháp báo cáo như sau:'),
  {kind: 'heading', level: 1, text: 'I. Kết quả tự đánh giá'},
  {
    kind: 'key-figures',
    items: [
      {value: '82%', label: 'tiêu chí có bằng chứng', tone: 'good'},
      {value: '37', label: 'điểm chưa đạt', tone: 'bad'},
      {value: '12', label: 'đạt một phần', tone: 'partly'},
      {value: '5', label: 'chưa có bằng chứng', tone: 'unknown'},
      {value: '3', label: 'cấp độ', tone: 'neutral'},
    ],
  },
  {kind: 'heading', level: 2, text: '1. Nhận xét chung'},
  paragraph(LONG_TEXT),
  {
    kind: 'paragraph',
    align: 'justify',
    runs: [
      {text: 'Hệ thống đạt cấp độ 3', bold: true},
      {text: ' ở phần lớn nhóm yêu cầu, '},
      {text: 'trừ nhật ký', italic: true},
      {text: ' (xem tệp C:\\ProgramData\\stp-sec\\evidence\\2026-11-20\\tls-version\\9f86d081884c7d65.json), ☑ đã xử lý ☐ chưa xử lý ✓.'},
    ],
  },
  {kind: 'heading', level: 3, text: 'a) Biểu đồ'},
  chart,
  {kind: 'paragraph', boxed: true, runs: [{text: 'Lưu ý. ', bold: true}, {text: LONG_TEXT.slice(0, 300)}]},
  {kind: 'bullets', items: [[{text: LONG_TEXT.slice(0, 200)}], [{text: 'Cập nhật phần mềm; '}, {text: 'trước 31/12/2026', bold: true}]]},
]

/** A document with every kind of block. */
export function sampleDocument(rows = 40): ReportDocument {
  return {
    meta,
    blocks: [
      letterHead,
      ...body,
      {kind: 'heading', level: 1, text: 'II. Chi tiết'},
      findingsTable(rows),
      paragraph('Trên đây là báo cáo của Sở Tư pháp, kính gửi Ủy ban nhân dân tỉnh xem xét./.'),
      signature,
      {
        kind: 'section',
        orientation: 'landscape',
        restartNumbering: true,
        label: 'Phụ lục I',
        title: 'Danh mục thiết bị đầu cuối',
        note: '(Kèm theo Báo cáo số     /BC-STP ngày     tháng     năm 2026)',
      },
      {kind: 'heading', level: 1, text: '1. Máy trạm'},
      findingsTable(rows),
    ],
  }
}
