import {type SiteSeverity, siteSeverities} from '../model/site-grading.ts'
import type {Language, Localized} from '../model/text.ts'
import {wrap} from './columns.ts'
import type {ProbeResult} from './probe-result.ts'

const severityWords: Record<SiteSeverity, Localized> = {
  critical: {vi: 'nghiêm trọng', en: 'critical'},
  high: {vi: 'cao', en: 'high'},
  medium: {vi: 'trung bình', en: 'medium'},
  low: {vi: 'thấp', en: 'low'},
  info: {vi: 'thông tin', en: 'info'},
}

const statusWords: Record<ProbeResult['status'], Localized> = {
  ok: {vi: 'trả lời', en: 'answers'},
  unreachable: {vi: 'không kết nối được: hỏi đơn vị vận hành máy chủ', en: 'cannot be reached: ask who runs the server'},
  'dns-error': {vi: 'tên miền không có địa chỉ: hỏi đơn vị quản lý tên miền', en: 'the name has no address: ask who keeps the domain'},
  timeout: {vi: 'không trả lời kịp: thử lại lúc khác', en: 'no answer in time: try again later'},
  reset: {vi: 'ngắt kết nối: hỏi đơn vị vận hành có chặn công cụ này không', en: 'closes connections: ask whether this tool is blocked'},
  'protocol-error': {vi: 'trả lời sai giao thức: hỏi đơn vị vận hành máy chủ', en: 'answers out of protocol: ask who runs the server'},
  'too-big': {vi: 'trả lời quá lớn', en: 'the answer is too big'},
  blocked: {vi: 'từ chối công cụ này: đề nghị đơn vị vận hành cho phép', en: 'refuses this tool: ask for admission'},
  'rate-limited': {vi: 'giới hạn số lần hỏi: thử lại lúc khác', en: 'limits requests: try again later'},
  'private-address': {
    vi: 'địa chỉ không công khai: nếu là trang nội bộ, thêm --allow-address',
    en: 'no public address: for an internal site add --allow-address',
  },
}

const secondLookWords: Record<NonNullable<ProbeResult['results'][number]['secondLook']>, Localized> = {
  again: {vi: 'Xem lại lần nữa: vẫn thấy.', en: 'Looked at again: still there.'},
  'not-again': {
    vi: 'Xem lại lần nữa: không còn thấy. Có thể chỉ hiện lúc đó hoặc cho một số người; giữ chứng cứ, cho người xem.',
    en: 'Looked at again: no longer there. It may show at times or to some only; keep the evidence, let a person look.',
  },
  'not-looked-at': {vi: 'Xem lại lần nữa: chưa xem được.', en: 'Looked at again: no answer that counts.'},
}

/** A site on the terminal: letter, what is wrong by weight, what could not be assessed. */
export function probeLines(result: ProbeResult, language: Language, sayDetail = (detail: string) => detail): string[] {
  const vi = language === 'vi'
  const share = Math.round(result.assessed * 100)
  const letter = result.grade ?? (vi ? 'không đủ dữ liệu' : 'not enough data')
  const lines = [
    `${result.site.url}`,
    ...wrap(
      vi
        ? `Hạng: ${letter}. Đã đánh giá ${share} % trọng số. Trạng thái: ${statusWords[result.status].vi}.`
        : `Grade: ${letter}. ${share} % of the weight assessed. State: ${statusWords[result.status].en}.`,
      '  ',
    ),
  ]
  if (result.statusDetail !== undefined) lines.push(...wrap(sayDetail(result.statusDetail), '    '))
  const {crawl} = result.facts
  if (crawl?.ok) {
    const {pagesLooked, pagesKnown, documentsRead, documentsKnown} = crawl.value
    lines.push(
      ...wrap(
        vi
          ? `Đã xem ${pagesLooked} trong ${pagesKnown} trang con đã biết, ${documentsRead} trong ${documentsKnown} tệp.`
          : `Looked at ${pagesLooked} of ${pagesKnown} known pages, ${documentsRead} of ${documentsKnown} files.`,
        '  ',
      ),
    )
  }
  for (const {letter: cap, checks} of result.caps)
    lines.push(...wrap(vi ? `Không quá ${cap} vì: ${checks.join(', ')}` : `No better than ${cap} because of: ${checks.join(', ')}`, '    '))
  const failed = result.results.filter(({outcome}) => outcome === 'fail')
  for (const severity of siteSeverities)
    for (const {check, message, secondLook} of failed.filter((one) => one.severity === severity)) {
      lines.push(...wrap(`[${severityWords[severity][language]}] ${message} (${check})`, '  - '))
      if (secondLook) lines.push(...wrap(secondLookWords[secondLook][language], '      '))
    }
  if (result.notAssessed.length > 0)
    lines.push(
      ...wrap(
        vi
          ? `Chưa đánh giá được ${result.notAssessed.length} điểm: ${result.notAssessed.map(({what}) => what).join(', ')}`
          : `Not assessed, ${result.notAssessed.length}: ${result.notAssessed.map(({what}) => what).join(', ')}`,
        '  ',
      ),
    )
  return lines
}
