import {compileSpamRules} from '../../../../src/collect/site/spam/compile-rules.ts'
import {judgePage} from '../../../../src/collect/site/spam/judge-page.ts'
import {readView} from '../../../../src/collect/site/spam/read-view.ts'
import {signsOf} from '../../../../src/collect/site/spam/spam-items.ts'
import {loadPersonalDataRules} from '../../../../src/content/load-personal-data-rules.ts'
import {loadSpamRules} from '../../../../src/content/load-spam-rules.ts'

export const rules = loadSpamRules()
export const compiled = compileSpamRules(rules, loadPersonalDataRules().familyNames)

/** Reads one page as the worker does. */
export function read(
  html: string | Uint8Array,
  {charset, url = 'https://stp.example.gov.vn/tin/1'}: {charset?: string; url?: string} = {},
) {
  return readView(
    {bytes: typeof html === 'string' ? Buffer.from(html) : html, charset, url, own: 'stp.example.gov.vn', truncated: false},
    compiled,
  )
}

/** Forms with their verdicts, as a browser alone is shown the page: "visible spam words+links". */
export function verdicts(html: string | Uint8Array, options: {charset?: string; url?: string} = {}): string[] {
  const page = {
    url: 'https://stp.example.gov.vn/tin/1',
    visits: [{visitor: 'browser' as const, status: 200, reading: read(html, options), away: []}],
  }
  return judgePage(page, rules.thresholds).map(({form, signals}) => {
    const {verdict, kinds} = signsOf(signals)
    return `${form} ${verdict} ${kinds.join('+')}`
  })
}
