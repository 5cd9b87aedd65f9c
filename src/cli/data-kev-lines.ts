import type {KevEntry} from '../data-sets/kev-catalogue.ts'
import {formatDay} from '../lib/dates.ts'
import type {Language, Localized} from '../model/text.ts'
import {wrap} from './columns.ts'
import type {KevAnswer, KevMachine, KevMatch} from './data-kev.ts'

/** What every match says, and all it says. */
export const checkTheVersion: Localized = {vi: 'kiểm tra phiên bản', en: 'check the version'}

const meaning: Localized = {
  vi: 'Danh mục không ghi phiên bản: trùng tên chỉ cho biết sản phẩm từng có lỗ hổng bị khai thác. Đây không phải kết luận về máy.',
  en: 'The catalogue names no versions: a match by name only says that the product had exploited flaws. This is no verdict on a machine.',
}

/** Which catalogue was asked, and what a match means; said with every answer. */
export function catalogueLines({asOf, days = 0, old, maxAgeDays, entries}: KevAnswer['catalogue'], language: Language): string[] {
  const said =
    language === 'vi'
      ? `Danh mục KEV của CISA ngày ${formatDay(asOf)}, ${days} ngày tuổi, ${entries} mục.`
      : `CISA's KEV catalogue of ${asOf}, ${days} days old, ${entries} entries.`
  const warning =
    language === 'vi'
      ? ` DỮ LIỆU CŨ (nên dưới ${maxAgeDays} ngày): lỗ hổng công bố sau đó không có ở đây.`
      : ` OLD DATA (should be below ${maxAgeDays} days): what was published since is not here.`
  return [...wrap(old ? `${said}${warning}` : said), ...wrap(meaning[language])]
}

/** For a name that the table does not have: that says nothing about its flaws. */
export function unknownNameLines(language: Language): string[] {
  return wrap(
    language === 'vi'
      ? 'Tên này chưa có trong bảng đối chiếu (policies/kev-products.yaml): tự tra trên trang của CISA và kiểm tra phiên bản.'
      : 'The table (policies/kev-products.yaml) does not have this name: look it up at CISA and check the version.',
  )
}

/** What is left to say when all machines were shown. */
export function restLines(machines: number, unreadable: readonly string[], language: Language): string[] {
  const say = (vi: string, en: string) => (language === 'vi' ? vi : en)
  return [
    ...(machines === 0 ? [say('Không gian làm việc chưa có máy nào.', 'There is no machine in the workspace yet.')] : []),
    ...(unreadable.length > 0 ? wrap(say(`Không đọc được: ${unreadable.join(', ')}.`, `Not readable: ${unreadable.join(', ')}.`)) : []),
  ]
}

/** One machine; `most` entries a product. */
export function machineLines({id, name, matches, unseen}: KevMachine, most: number, language: Language): string[] {
  const say = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const lines = ['', ...wrap(`${name} (${id})`)]
  if (unseen.length > 0)
    lines.push(
      ...wrap(say(`Chưa thu thập được: ${unseen.join(', ')}; phần này chưa rõ.`, `Not seen: ${unseen.join(', ')}; unknown.`), '  '),
    )
  if (matches.length === 0)
    lines.push(
      ...wrap(
        say(
          'Không phần mềm nào đã thấy trùng tên với sản phẩm trong bảng đối chiếu; phần mềm ngoài bảng chưa được đối chiếu.',
          'No program seen has the name of a product of the table; programs outside the table were not compared.',
        ),
        '  ',
      ),
    )
  return [...lines, ...matches.flatMap((match) => matchLines(match, most, language))]
}

/** One product with the programs that were seen, and its newest entries. */
export function matchLines(match: KevMatch, most: number, language: Language): string[] {
  const say = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const {product, programs, entries} = match
  const seen = programs.map(({name, version}) => `${name} ${version ?? ''}`.trim()).join('; ')
  const ransomware = entries.filter(({knownRansomwareCampaignUse}) => knownRansomwareCampaignUse === 'Known').length
  const count = say(
    `${entries.length} mục, ${ransomware} mục đã bị mã độc tống tiền dùng`,
    `${entries.length} entries, ${ransomware} used by ransomware`,
  )
  const head =
    entries.length === 0
      ? say('không có mục nào trong danh mục này; vẫn nên kiểm tra phiên bản', 'no entry in this catalogue; check the version all the same')
      : `${checkTheVersion[language]} (${count})`
  const lines = wrap(`- ${product.title}: ${head}.${seen === '' ? '' : ` ${say('Đã thấy', 'Seen')}: ${seen}.`}`, '  ')
  return most === 0 ? lines : [...lines, ...entriesLines(match, most, language)]
}

function entriesLines({entries}: KevMatch, most: number, language: Language): string[] {
  const rest = entries.length - most
  const more = language === 'vi' ? `      ... và ${rest} mục cũ hơn (--all)` : `      ... and ${rest} older ones (--all)`
  return [...entries.slice(0, most).flatMap((entry) => entryLines(entry, language)), ...(rest > 0 ? [more] : [])]
}

/** Each product of many machines once, with its newest entries. */
export function productLines(matches: readonly KevMatch[], most: number, language: Language): string[] {
  const title = language === 'vi' ? 'Các mục theo sản phẩm:' : 'Entries by product:'
  return ['', title, ...matches.flatMap((match) => matchLines({...match, programs: []}, most, language))]
}

function entryLines({cveID, dateAdded, dueDate, knownRansomwareCampaignUse, requiredAction}: KevEntry, language: Language): string[] {
  const ransomware = knownRansomwareCampaignUse === 'Known'
  const said =
    language === 'vi'
      ? `${cveID}: đưa vào ${formatDay(dateAdded)}, hạn xử lý của CISA ${formatDay(dueDate)}${ransomware ? ', mã độc tống tiền đã dùng' : ''}. CISA yêu cầu: ${cut(requiredAction)}`
      : `${cveID}: added ${dateAdded}, due ${dueDate}${ransomware ? ', used by ransomware' : ''}. Action: ${cut(requiredAction)}`
  return wrap(said, '      ')
}

/** The actions of CISA repeat the same sentences; the whole text is in the JSON. */
function cut(text: string): string {
  return text.length > 140 ? `${text.slice(0, 139)}…` : text
}
