import type {JsLibraries, JsLibrary} from '../../../model/js-libraries.ts'
import type {NamedScript} from './name-script.ts'

/** Banners are written over several lines in one build and in one line in another. */
const onOneLine = (text: string) => text.replace(/[\s*]+/g, ' ')

/** Libraries that the beginning of a file names; `named` is the one by whose name it goes. */
export function createBannerReader({libraries}: JsLibraries): (head: string, named?: JsLibrary) => NamedScript[] {
  const compiled = libraries.map((library) => ({
    library,
    banners: (library.banners ?? []).map(compile),
    fileBanners: (library.fileBanners ?? []).map(compile),
  }))
  return (head, named) => {
    const text = onOneLine(head)
    return compiled.flatMap(({library, banners, fileBanners}) => {
      const patterns = library === named ? [...banners, ...fileBanners] : banners
      for (const pattern of patterns) {
        const version = pattern.exec(text)?.[1]?.replace(/[._+-]+$/, '')
        if (version !== undefined) return [{library, version}]
      }
      return []
    })
  }
}

/** `{v}` is the version, `{q}` a quotation mark, `{any}` a short text without one. All are bounded. */
function compile(banner: string): RegExp {
  const parts = onOneLine(banner).split(/(\{(?:v|q|any)\})/)
  return new RegExp(parts.map((part) => places[part] ?? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join(''))
}

const places: Record<string, string> = {
  '{v}': String.raw`(\d[0-9A-Za-z.+_-]{0,30})`,
  '{q}': `["']`,
  '{any}': `[^"']{0,80}?`,
}
