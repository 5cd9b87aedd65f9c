import type {JsLibraries, JsLibrary} from '../../../model/js-libraries.ts'

/** What an address tells of the script behind it; `version` is empty where it tells none. */
export interface NamedScript {
  library: JsLibrary
  version: string
}

const version = String.raw`v?(\d{1,5}(?:[._]\d{1,6}){0,3}(?:[.-]?(?:alpha|beta|rc)[\d.]{0,6})?)`
const bare = new RegExp(`^${version}$`)
const behindName = new RegExp(`^(.+?)[-._@]${version}$`)

/**
 * Names the library by the address: "jquery-1.12.4.min.js", "/ajax/libs/jquery/3.4.1/jquery.min.js", "vue@2.6.14/dist/vue.js". A number
 * in a query is mostly one of the site, to get round caches; it counts where the list says so.
 */
export function createScriptNamer({libraries, endings, versionQueries}: JsLibraries): (address: string) => NamedScript | undefined {
  const build = new RegExp(`[._-](?:${endings.map(quote).join('|')})$`)
  const byFile = new Map(libraries.flatMap((library) => library.files.map((file) => [file, library] as const)))
  return (address) => {
    const url = URL.parse(address)
    if (!url) return undefined
    const segments = [url.host, ...url.pathname.slice(-600).split(/[/,]/)]
      .map((segment) => segment.toLowerCase().slice(-200))
      .filter((segment) => segment !== '')
    const file = segments.at(-1) ?? ''
    const isScript = /\.[mc]?js$/.test(file)
    const base = withoutBuild(file.replace(/\.[mc]?js$/, ''), build)
    const [, stem = base, ofFile] = behindName.exec(base) ?? []
    const library = byFile.get(base) ?? byFile.get(stem) ?? libraries.find((one) => fitsLoosely(one, base, stem, segments, isScript))
    if (!library || library.except?.some((word) => url.href.toLowerCase().includes(word))) return undefined
    const inFile = byFile.get(base) === library ? undefined : ofFile
    return {library, version: tidy(inFile ?? versionInFolder(library, segments) ?? versionInQuery(url, versionQueries) ?? '')}
  }
}

/** A name that others use too, or no name at all, below a folder or package of the library. */
function fitsLoosely(
  {loose = [], folders}: JsLibrary,
  base: string,
  stem: string,
  segments: readonly string[],
  isScript: boolean,
): boolean {
  if (!isScript) return folders.some((folder) => segments.at(-1)?.startsWith(`${folder}@`) === true)
  if (!loose.includes(base) && !loose.includes(stem)) return false
  return segments
    .slice(0, -1)
    .some((segment) => folders.some((folder) => segment === folder || versionBehind(segment, folder) !== undefined))
}

/** "jquery/3.4.1", "jquery@3.4.1", "bootstrap-3.3.7": the nearest to the file counts. */
function versionInFolder({folders}: JsLibrary, segments: readonly string[]): string | undefined {
  for (let at = segments.length - 1; at >= 0; at--) {
    const segment = segments[at] ?? ''
    for (const folder of folders) {
      const behind = versionBehind(segment, folder)
      if (behind !== undefined) return behind
    }
    const said = at < segments.length - 1 && folders.includes(segments[at - 1] ?? '') ? bare.exec(segment)?.[1] : undefined
    if (said !== undefined) return said
  }
  return undefined
}

const versionBehind = (segment: string, folder: string): string | undefined =>
  segment.startsWith(folder) && /[@_-]/.test(segment[folder.length] ?? '') ? bare.exec(segment.slice(folder.length + 1))?.[1] : undefined

function versionInQuery(url: URL, queries: JsLibraries['versionQueries']): string | undefined {
  const query = queries.find(({path}) => url.pathname.includes(path))
  const value = query && url.searchParams.get(query.name)
  return value ? bare.exec(value.slice(0, 40))?.[1] : undefined
}

function withoutBuild(base: string, build: RegExp): string {
  let name = base
  for (let i = 0; i < 6 && build.test(name); i++) name = name.replace(build, '')
  return name
}

/** DNN writes "03_05_01" for 3.5.1. */
const tidy = (text: string) => text.replaceAll('_', '.').replace(/(^|\.)0+(?=\d)/g, '$1')

const quote = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
