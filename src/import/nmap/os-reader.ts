import {present} from '../../lib/present.ts'
import type {HostFactValue} from '../../model/facts/host.ts'
import {cleanText} from '../clean.ts'
import type {Attributes} from '../xml.ts'

type OsGuess = HostFactValue<'osGuess'>

/** Keeps the best of the guesses at the operating system of a host. */
export interface OsReader {
  match(attributes: Attributes): void
  class(attributes: Attributes): void
  cpe(value: string): void
  guess(): OsGuess | undefined
}

export function createOsReader(): OsReader {
  let best: Partial<OsGuess> | undefined
  let isBest = false
  let hasClass = false
  let matches = 0
  let classes = 0
  return {
    match: ({name, accuracy}) => {
      const certainty = percent(accuracy)
      matches++
      // A class that stood before the first match, as nmap 5 writes it, stays with that match.
      const early = best?.name === undefined ? best : undefined
      isBest = best === undefined || early !== undefined || (certainty ?? 0) > (best.accuracy ?? 0)
      if (isBest) best = present({...early, name: cleanText(name), accuracy: certainty ?? early?.accuracy})
      hasClass = early !== undefined
    },
    class: ({type, vendor, osfamily, osgen, accuracy}) => {
      classes++
      const first = best === undefined
      if (first) isBest = true
      if (!isBest || hasClass) return
      hasClass = true
      const found = {type: cleanText(type), vendor: cleanText(vendor), family: cleanText(osfamily), generation: cleanText(osgen)}
      best = present({...best, accuracy: best?.accuracy ?? percent(accuracy), ...found})
    },
    cpe: (value) => {
      if (isBest && best && (best.cpe?.length ?? 0) < 20) best.cpe = [...(best.cpe ?? []), value]
    },
    guess: () => best && {...best, guesses: matches > 0 ? matches : classes},
  }
}

function percent(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,3}$/.test(text) && Number(text) <= 100 ? Number(text) : undefined
}
