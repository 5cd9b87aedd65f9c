import type {HtmlLink} from '../documents/read-html.ts'
import type {CompiledRules} from './compile-rules.ts'
import {wordsOf} from './phrase-book.ts'

export interface FoundLink {
  url: string
  /** Its words are those of lists of persons. The words themselves stay behind: they may be a name. */
  listLike: boolean
}

const extension = /\.(?:pdf|docx?|xlsx?|xlsm|xlsb|csv|tsv|txt|json|zip|rar|7z|rtf|ods|odt|geojson|pptx?)$/i
const downloadPath = /\/(?:download|tai-?ve|taive|attachments?|viewfile|getfile|file-?download)\b/i
const mostLinks = 500

/** Whether an address names a file rather than a page, by its last part or its query. */
export function isDocumentUrl(url: URL): boolean {
  return namesFile(url) || downloadPath.test(url.pathname)
}

/** Whether it has the ending of a file. Without one, what looks like a download may be a page that lists files. */
export function namesFile(url: URL): boolean {
  if (extension.test(url.pathname)) return true
  for (const value of url.searchParams.values()) if (value.length < 300 && extension.test(value)) return true
  return false
}

/** Links of a page to files, made whole. */
export class DocumentLinks {
  readonly found: FoundLink[] = []
  private readonly seen = new Set<string>()
  private readonly rules: CompiledRules
  private base: string

  constructor(base: string, rules: CompiledRules) {
    this.base = base
    this.rules = rules
  }

  setBase(href: string): void {
    this.base = URL.parse(href, this.base)?.href ?? this.base
  }

  add({href, text}: HtmlLink): void {
    if (this.found.length >= mostLinks) return
    const url = URL.parse(href.trim(), this.base)
    if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.username !== '' || !isDocumentUrl(url)) return
    url.hash = ''
    if (this.seen.has(url.href) || url.href.length > 2000) return
    this.seen.add(url.href)
    this.found.push({url: url.href, listLike: this.rules.listNames.has(wordsOf(`${text.slice(0, 300)} ${fileName(url)}`))})
  }
}

/** The last part of a path as words. */
export function fileName(url: URL): string {
  const last = url.pathname.slice(url.pathname.lastIndexOf('/') + 1)
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
