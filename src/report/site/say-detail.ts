import type {SiteDetails} from '../../model/site-details.ts'
import type {Language} from '../../model/text.ts'

const longest = 1000

/**
 * Gives what says a detail of the probe in the language of the reader. Facts hold it in English; where the table knows only what
 * stands before or after a colon, that is said; what it does not know at all is printed as it is.
 */
export function createDetailSpeaker({details}: SiteDetails, language: Language): (detail: string) => string {
  if (language === 'en') return (detail) => detail
  // The longest first: "leads to x, which is no public place" is "leads to x" as well.
  const rules = [...details]
    .sort((a, b) => b.en.length - a.en.length)
    .map(({en, vi}) => ({pattern: patternOf(en), places: (en.match(/\{\{\d\}\}/g) ?? []).map((place) => place.slice(2, -2)), vi}))
  const known = (text: string): string | undefined => {
    for (const {pattern, places, vi} of rules) {
      const match = pattern.exec(text)
      if (match)
        return vi.replace(/\{\{(\d)\}\}/g, (_, place: string) => {
          const part = match[places.indexOf(place) + 1] ?? ''
          return known(part) ?? part
        })
    }
    return undefined
  }
  const say = (text: string): string => {
    const whole = known(text)
    if (whole !== undefined) return whole
    const [head, ...rest] = text.split(': ')
    return rest.length === 0 || head === undefined ? text : `${known(head) ?? head}: ${say(rest.join(': '))}`
  }
  return (detail) => say(detail.slice(0, longest))
}

/** Anchored at both ends, with one run of characters for each place: no text makes it slow. */
function patternOf(en: string): RegExp {
  const parts = en.split(/\{\{\d\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('(.{1,400}?)')}$`, 's')
}
