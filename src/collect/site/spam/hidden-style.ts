import type {SpamRules} from '../../../model/spam-rules.ts'

/** How a text is kept from the eyes of a visitor. */
export type HiddenBy =
  | 'display'
  | 'visibility'
  | 'opacity'
  | 'font-size'
  | 'off-screen'
  | 'zero-size'
  | 'clip'
  | 'colour'
  | 'attribute'
  | 'noscript'
  | 'template'
  | 'script'

export interface ReadStyle {
  hiddenBy?: HiddenBy
  /** As one form of hexadecimal digits, or a name. */
  color?: string
  background?: string
  /** Lies over the whole page. */
  covers?: boolean
}

const longest = 4000

/** Declarations of a style attribute or of one rule, the last of a name counts. */
export function readDeclarations(style: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const declaration of style
    .slice(0, longest)
    .replace(/\/\*[^*]{0,500}\*\//g, '')
    .split(';')
    .slice(0, 100)) {
    const colon = declaration.indexOf(':')
    if (colon <= 0) continue
    const name = declaration.slice(0, colon).trim().toLowerCase()
    const value = declaration
      .slice(colon + 1)
      .replace(/!\s{0,5}important/i, '')
      .trim()
      .toLowerCase()
    if (name !== '' && value !== '') found.set(name, value.slice(0, 300))
  }
  return found
}

/** What declarations do to what stands inside. */
export function readStyle(declarations: ReadonlyMap<string, string>, rules: SpamRules['hidden']): ReadStyle {
  const read: ReadStyle = {}
  const hiddenBy = hidingOf(declarations, rules)
  if (hiddenBy) read.hiddenBy = hiddenBy
  const color = colorOf(declarations.get('color'))
  const background = colorOf(declarations.get('background-color') ?? declarations.get('background'))
  if (color !== undefined) read.color = color
  if (background !== undefined) read.background = background
  if (covers(declarations)) read.covers = true
  return read
}

function hidingOf(declared: ReadonlyMap<string, string>, rules: SpamRules['hidden']): HiddenBy | undefined {
  const get = (name: string) => declared.get(name) ?? ''
  if (get('display') === 'none') return 'display'
  if (/^(?:hidden|collapse)$/.test(get('visibility')) || get('content-visibility') === 'hidden') return 'visibility'
  if (declared.has('opacity') && numberOf(get('opacity')) <= rules.opacity) return 'opacity'
  if (/opacity\(\s{0,3}0*(?:\.0+)?%?\s{0,3}\)/.test(get('filter')) || /alpha\(opacity=0\)/.test(get('filter'))) return 'opacity'
  if (declared.has('font-size') && pixelsOf(get('font-size')) <= rules.fontPixels) return 'font-size'
  if (isOffScreen(declared, rules)) return 'off-screen'
  const clips = /^(?:hidden|clip)/.test(get('overflow')) || /^(?:hidden|clip)/.test(get('overflow-y'))
  const small = (name: string) => declared.has(name) && pixelsOf(get(name)) <= rules.boxPixels
  if (clips && (small('height') || small('width') || small('max-height') || small('max-width'))) return 'zero-size'
  if (small('height') && small('width')) return 'zero-size'
  if (/^rect\((?:\s{0,3}[01]?(?:px)?\s{0,3},?){4}\)$/.test(get('clip'))) return 'clip'
  if (/^inset\(\s{0,3}(?:50|100)%/.test(get('clip-path')) || /^circle\(\s{0,3}0/.test(get('clip-path'))) return 'clip'
  if (/scale[xy]?\(\s{0,3}0(?:\.0+)?\s{0,3}[,)]/.test(get('transform'))) return 'zero-size'
  return undefined
}

function isOffScreen(declared: ReadonlyMap<string, string>, {offScreenPixels}: SpamRules['hidden']): boolean {
  const far = (name: string) => pixelsOf(declared.get(name) ?? '') <= -offScreenPixels
  if (['text-indent', 'margin-left', 'margin-top', 'margin'].some(far)) return true
  const moved = /translate[xy3d]{0,2}\(\s{0,3}-(\d{1,6})(px|%|vw|vh)/.exec(declared.get('transform') ?? '')
  if (moved && Number(moved[1]) >= (moved[2] === 'px' ? offScreenPixels : 200)) return true
  if (!/absolute|fixed|relative/.test(declared.get('position') ?? '')) return false
  return ['left', 'top', 'right', 'bottom', 'inset'].some((name) => far(name) || pixelsOf(declared.get(name) ?? '') >= 10 * offScreenPixels)
}

function covers(declared: ReadonlyMap<string, string>): boolean {
  if (!/fixed|absolute/.test(declared.get('position') ?? '')) return false
  const full = (name: string) => /^100(?:%|v[wh]|d?v[wh])$/.test(declared.get(name) ?? '')
  const edges = ['top', 'left', 'right', 'bottom'].every((name) => /^0/.test(declared.get(name) ?? ''))
  return (full('width') && full('height')) || edges || /^0/.test(declared.get('inset') ?? '')
}

/** A length in pixels as nearly as needed; not a number where it is none. */
export function pixelsOf(value: string): number {
  const found = /^(-?\d{0,7}(?:\.\d{1,6})?)\s?(px|pt|em|rem|%|vw|vh|ex|ch|cm|mm|in)?(?:\s|$)/.exec(value)
  if (!found || found[1] === '' || found[1] === '-') return Number.NaN
  const number = Number(found[1])
  const unit = found[2] ?? 'px'
  if (unit === 'em' || unit === 'rem') return number * 16
  if (unit === '%' || unit === 'vw' || unit === 'vh') return number * 10
  if (unit === 'cm' || unit === 'in') return number * 40
  return number
}

function numberOf(value: string): number {
  const number = Number.parseFloat(value)
  return value.endsWith('%') ? number / 100 : number
}

const names: Record<string, string> = {white: 'ffffff', black: '000000', transparent: 'transparent', snow: 'fffafa', red: 'ff0000'}

/** A colour as six digits, so that two ways of writing it agree; near white is white. */
export function colorOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const [first = ''] = value
    .trim()
    .toLowerCase()
    .split(/\s+(?![^(]{0,60}\))/, 1)
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(first)?.[1]
  const rgb = /^rgba?\(\s{0,3}(\d{1,3})\s{0,3},\s{0,3}(\d{1,3})\s{0,3},\s{0,3}(\d{1,3})\s{0,3}(?:,\s{0,3}([\d.]{1,5})\s{0,3})?\)$/.exec(
    first,
  )
  if (rgb) {
    if (rgb[4] !== undefined && Number(rgb[4]) <= 0.05) return 'transparent'
    return near([rgb[1], rgb[2], rgb[3]].map((part) => Math.min(255, Number(part))))
  }
  if (hex === undefined) return names[first]
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex
  return near([0, 2, 4].map((at) => Number.parseInt(full.slice(at, at + 2), 16)))
}

function near(parts: readonly number[]): string {
  if (parts.every((part) => part >= 250)) return names['white'] as string
  if (parts.every((part) => part <= 5)) return names['black'] as string
  return parts.map((part) => part.toString(16).padStart(2, '0')).join('')
}
