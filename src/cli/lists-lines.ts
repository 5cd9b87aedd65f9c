import {type DossierLists, labelsOf, type UnseenCode, unseenCodes} from '../dossier-lists/lists.ts'
import {countsOf, whyEmpty} from '../dossier-lists/to-sheets.ts'
import {unseenWords} from '../dossier-lists/unseen-words.ts'
import type {ListsWords, ReadKey} from '../dossier-lists/words.ts'
import {formatDay} from '../lib/dates.ts'
import {fillTemplate} from '../lib/template.ts'
import type {Labels} from '../model/report-words.ts'
import type {Language} from '../model/text.ts'
import {pad, padStart, wrap} from './columns.ts'

/** Names of machines that one line spells out. */
const namedMachines = 6

/** What the lists hold and, line by line, what they do not: at most 80 columns. */
export function listsLines(lists: DossierLists, words: ListsWords, labels: Labels, path: string, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const counts = countsOf(lists)
  const {seen, members, declared} = lists.machines
  const lines = [
    ...wrap(`${lists.system.name} (${lists.system.id})`),
    ...(lists.sample ? wrap(words.sample[language]) : []),
    ...wrap(
      `${t(`Tại ngày ${formatDay(lists.on)}`, `On ${lists.on}`)}: ${fillTemplate(words.machines[language], {
        seen,
        members,
        declared: declared ?? words.notDeclared[language],
      })}.`,
    ),
    '',
  ]
  for (const key of ['devices', 'applications', 'services', 'networks', 'addresses'] satisfies ReadKey[]) {
    const count = counts[key]
    const outside = key === 'addresses' && counts.outside > 0 ? outsideWords(lists, counts.outside, language) : ''
    lines.push(`  ${pad(words.sheets[key][language], 26)}${padStart(String(count), 6)}${outside}`)
    if (count === 0) lines.push(...wrap(whyEmpty(key, lists, words, language), '      '))
  }
  lines.push('', ...unseenLines(lists, words, labels, language))
  return [...lines, '', ...wrap(`${t('Đã ghi', 'Written')}: ${path}`)]
}

/** What the inventory lacks, a line each; never silent, so that nobody takes a short list for all there is. */
export function unseenLines(
  lists: DossierLists,
  words: ListsWords,
  labels: Pick<Labels, 'fact' | 'reason'>,
  language: Language,
  codes: readonly UnseenCode[] = unseenCodes,
): string[] {
  const entries = lists.unseen.filter(({code}) => codes.includes(code))
  if (entries.length === 0) return []
  const names = labelsOf(lists.devices)
  return [
    `${words.sheets.unseen[language]} (${entries.length}):`,
    ...entries.flatMap((entry) => {
      const {what, reason} = unseenWords(entry, words, labels, language)
      const machines = entry.machines.slice(0, namedMachines).map((key) => names.get(key) ?? key)
      const count = entry.machines.length
      const more = count > namedMachines ? (language === 'vi' ? `, … (${count} máy)` : `, … (${count} machines)`) : ''
      const where = count > 0 ? ` [${machines.join(', ')}${more}]` : ''
      return wrap(`${what}${reason === '' ? '' : ` (${reason})`}${where}`, '  - ')
    }),
  ]
}

function outsideWords(lists: DossierLists, count: number, language: Language): string {
  const isPlanned = lists.networks.some(({kind}) => kind !== undefined)
  if (language === 'vi') return isPlanned ? `, ${count} ngoài các dải đã khai` : ', chưa khai dải nào để đối chiếu'
  return isPlanned ? `, ${count} outside the networks` : ', no network to compare with'
}
