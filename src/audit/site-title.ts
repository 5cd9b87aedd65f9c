import type {Content} from '../content/content.ts'
import {fillTemplate} from '../lib/template.ts'
import type {Language} from '../model/text.ts'

/** What holds when a check passes, with its parameters; the id alone where this version has no such check yet. */
export function siteTitle({checks}: Pick<Content, 'checks'>, id: string, language: Language): string {
  const check = checks.get(id)?.check
  return check ? fillTemplate(check.title[language], {params: check.params}) : id
}
