import {plainWords} from '../lib/plain-words.ts'
import type {Workspace} from '../model/workspace.ts'

/**
 * The office that a place in an asset book names: "Trụ sở 2 - P.301", "so 6 Vo Thi Sau". Undefined when it names none, or several.
 */
export function officeOfPlace(place: string, offices: Workspace['offices']): string | undefined {
  const text = ` ${plainWords(place)} `
  const named = offices.filter(({id, name, address}) =>
    [id.replaceAll('-', ' '), name, address].some((words) => words !== undefined && text.includes(` ${plainWords(words)} `)),
  )
  return named.length === 1 ? named[0]?.id : undefined
}
