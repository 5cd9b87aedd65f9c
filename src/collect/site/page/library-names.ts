import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {PageTables} from '../../../model/page-tables.ts'

type Program = SiteFactValue<'headers'>['software'][number]

const version = String.raw`(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?)`
const mostFound = 10

/**
 * Libraries whose version stands in the address of a script or style: "jquery-1.12.4.min.js", "jquery/1.12.4/jquery.min.js",
 * "bootstrap@3.4.1/dist/css/bootstrap.css". A number in a query is mostly one of the site, to get round caches, and is passed over.
 */
export function librariesOf(addresses: readonly string[], tables: PageTables): Program[] {
  const found = new Map<string, Program>()
  const patterns = tables.libraries.map(({file, name}) => {
    const ending = String.raw`(?:\.(?:slim|min|bundle|pack))*\.(?:js|css)$`
    const inFile = new RegExp(`/${file}[.-]v?${version}${ending}`)
    const inFolder = new RegExp(String.raw`/${file}(?:/|@)v?${version}/(?:[\w-]{1,20}/){0,3}${file}${ending}`)
    return {name, of: (path: string) => (inFile.exec(path) ?? inFolder.exec(path))?.[1]}
  })
  for (const address of addresses) {
    const path = URL.parse(address)?.pathname.slice(-300).toLowerCase()
    if (path === undefined) continue
    for (const {name, of} of patterns) {
      const said = of(path)
      if (said !== undefined && found.size < mostFound)
        found.set(`${name} ${said}`, {name, version: said, source: 'import', seenIn: 'address'})
    }
  }
  return [...found.values()]
}
