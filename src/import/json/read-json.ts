import type {Localized} from '../../model/text.ts'
import type {Source} from '../importer.ts'
import {readText} from '../text.ts'
import {createJsonReader} from './json-reader.ts'
import type {JsonPlan} from './plan.ts'

/** Up to here a file is parsed at once, which is ten times faster than piece by piece. In characters. */
const atOnce = 8 * 1024 * 1024

/** Reads a JSON file by a plan and says why it ended early, if it did. Larger files than memory are read piece by piece. */
export async function readJson(source: Source, plan: JsonPlan): Promise<Localized | undefined> {
  const pieces = readText(source)
  let start = ''
  for await (const piece of {[Symbol.asyncIterator]: () => ({next: () => pieces.next()})}) {
    start += piece
    if (start.length > atOnce) break
  }
  if (start.length <= atOnce) {
    const parsed = parse(start)
    if (parsed) {
      walk([], parsed.value, plan)
      await plan.flush?.()
      return undefined
    }
  }
  const reader = createJsonReader(plan)
  let problem = reader.write(start)
  await plan.flush?.()
  while (!problem) {
    const {value, done} = await pieces.next()
    if (done) {
      problem = reader.end()
      break
    }
    problem = reader.write(value)
    await plan.flush?.()
  }
  await pieces.return(undefined)
  await plan.flush?.()
  return problem
}

function parse(text: string): {value: unknown} | undefined {
  try {
    return {value: JSON.parse(text)}
  } catch {
    return undefined
  }
}

/** The same calls for a value that is there already. Goes only as deep as the plan enters. */
function walk(path: (string | number)[], value: unknown, plan: JsonPlan): void {
  const step = plan.step(path)
  if (step === 'take') plan.take(path, value)
  if (step !== 'enter' || typeof value !== 'object' || value === null) return
  // One path for all: a new one for each value would cost more than what is done with it.
  const at = path.length
  if (Array.isArray(value))
    for (let index = 0; index < value.length; index++) {
      path[at] = index
      walk(path, value[index], plan)
    }
  else
    for (const key of Object.keys(value)) {
      path[at] = key
      walk(path, (value as Record<string, unknown>)[key], plan)
    }
  path.length = at
  plan.leave?.(path)
}
