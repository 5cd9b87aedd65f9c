import type {Paragraph} from './visible-text.ts'

/** Where phrases of one meaning stand in a text, for counting different ones around a place. */
export interface Places {
  /** Different phrases between two words. */
  within(from: number, to: number): number
  /** The same, of running text and of the paragraph itself only: menus speak of everything. */
  near(from: number, to: number, own: Paragraph): number
  inProse: {total: number; distinct: number}
}

interface Place {
  at: number
  phrase: string
  paragraph: Paragraph
}

export function placesOf(hits: readonly {from: number; phrase: string}[], paragraphOf: (place: number) => Paragraph): Places {
  const places = hits.map(({from, phrase}): Place => ({at: from, phrase, paragraph: paragraphOf(from)})).sort((a, b) => a.at - b.at)
  const count = (from: number, to: number, counts: (place: Place) => boolean) => {
    const found = new Set<string>()
    for (let index = firstFrom(places, from); index < places.length && (places[index] as Place).at < to; index++) {
      const place = places[index] as Place
      if (counts(place)) found.add(place.phrase)
    }
    return found.size
  }
  const prose = places.filter(({paragraph}) => paragraph.prose)
  return {
    within: (from, to) => count(from, to, () => true),
    near: (from, to, own) => count(from, to, ({paragraph}) => paragraph.prose || paragraph === own),
    inProse: {total: prose.length, distinct: new Set(prose.map(({phrase}) => phrase)).size},
  }
}

function firstFrom(places: readonly Place[], from: number): number {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] as Place).at < from) low = middle + 1
    else high = middle
  }
  return low
}
