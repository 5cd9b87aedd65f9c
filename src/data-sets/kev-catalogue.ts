import {z} from 'zod'
import {dayOf, timeOf} from '../lib/dates.ts'
import {day, moment} from '../model/text.ts'
import {parseWith} from './parse-with.ts'
import {printable} from './printable.ts'
import {refuse} from './refuse.ts'

// Only the fields we use; CISA may add others. Names in the catalogue carry stray spaces.
const words = (max: number) => z.string().max(max).transform(printable).pipe(z.string().min(1))
const kevEntry = z.object({
  cveID: z.string().regex(/^CVE-\d{4}-\d{4,19}$/),
  vendorProject: words(200),
  product: words(300),
  vulnerabilityName: words(500),
  dateAdded: day,
  dueDate: day,
  requiredAction: words(4000),
  knownRansomwareCampaignUse: z.enum(['Known', 'Unknown']).optional(),
})
export type KevEntry = z.infer<typeof kevEntry>

/** CISA's catalogue of vulnerabilities known to be exploited. */
const kevCatalogue = z.object({
  catalogVersion: z.string().regex(/^\d{4}\.\d{2}\.\d{2}[A-Za-z0-9.]{0,8}$/),
  dateReleased: moment,
  count: z.number().int().min(0),
  vulnerabilities: z.array(kevEntry).max(50_000),
})
export type KevCatalogue = z.infer<typeof kevCatalogue>

/** True where a JSON value looks like the catalogue. */
export function isKev(value: object): boolean {
  return 'catalogVersion' in value || ('vulnerabilities' in value && 'dateReleased' in value)
}

export function parseKev(value: unknown, where: string): KevCatalogue {
  const catalogue = parseWith(kevCatalogue, value, where)
  const {count, vulnerabilities} = catalogue
  if (count !== vulnerabilities.length)
    throw refuse('count-differs', where, {
      vi: `Danh mục ghi ${count} mục nhưng trong tệp có ${vulnerabilities.length}: tệp bị cắt hoặc bị sửa`,
      en: `The catalogue says ${count} entries but holds ${vulnerabilities.length}: it was cut or altered`,
    })
  const seen = new Set<string>()
  for (const {cveID} of vulnerabilities) {
    if (seen.has(cveID)) throw refuse('twice', where, {vi: `${cveID} có hai lần`, en: `${cveID} is there twice`})
    seen.add(cveID)
  }
  return catalogue
}

export function asOfKev({dateReleased}: KevCatalogue): string {
  return dayOf(timeOf(dateReleased))
}
