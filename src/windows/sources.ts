import {type CimDocument, type CimRow, readCimDocument} from './cim.ts'
import {decodeOutput} from './decode.ts'
import {type Output, type Unseen, unseen} from './output.ts'
import {addRegExport} from './parse/reg-export.ts'
import {addRegQuery} from './parse/reg-query.ts'
import {parseWmic} from './parse/wmic.ts'
import {type RegistryStep, steps, wmicClasses} from './plan.ts'
import {createRegistry, type Registry} from './registry.ts'

/** Answers of the steps by the name of their file; the agent keeps them in memory, collect.cmd in a folder. */
export interface Answers {
  /** Names of all answers that are there. */
  files: readonly string[]
  /** `ok: false` with the reason when a step gave no answer. */
  read(file: string): Output<Uint8Array>
  /** Whether the programs ran as administrator; undefined when nobody wrote it down. */
  elevated: boolean | undefined
}

/** What the programs of one PC answered, read. Everything below asks here. */
export interface WindowsSources {
  registry: Registry
  /** SIDs of users whose part of the registry was there to read, or why that is not known. */
  users: Output<string[]>
  cim(className: string): Output<readonly CimRow[]>
  /** Text of an answer; what must print something and did not is an error. */
  text(file: string): Output<string>
  /** The moment PowerShell saw the machine, ISO 8601. */
  at: string | undefined
  elevated: boolean | undefined
}

/** Users of persons: local and domain accounts, and accounts of Entra ID. */
const personSid = /^S-1-(?:5-21|12-1)-[\d-]+$/

export function readSources(answers: Answers): WindowsSources {
  const codePage = readCodePage(answers)
  const text = (file: string): Output<string> => {
    const bytes = answers.read(file)
    if (!bytes.ok) return bytes
    const decoded = decodeOutput(bytes.value, codePage)
    return decoded.trim() === '' ? unseen('error', `${file}: the program printed nothing`) : {ok: true, value: decoded}
  }
  const registry = createRegistry()
  const sids = [...new Set(answers.files.flatMap((file) => /^user-(S-1-[\d-]+)-/.exec(file)?.[1] ?? []))]
  for (const step of steps)
    if (step.kind === 'registry') for (const sid of step.perUser ? sids : ['']) addRegistry(step, sid, text, registry)
  const cim = readCim(text)
  const hives = registry.keys('HKU')
  return {
    registry,
    users: hives.ok ? {ok: true, value: (hives.value ?? []).filter((name) => personSid.test(name))} : hives,
    text,
    cim: (name) => rowsOf(name, cim, text),
    at: cim.ok ? cim.value.at : undefined,
    elevated: answers.elevated ?? (cim.ok ? cim.value.elevated : undefined),
  }
}

/** `chcp` prints a sentence with the number of the code page. */
function readCodePage(answers: Answers): number | undefined {
  const bytes = answers.read('chcp.txt')
  if (!bytes.ok) return undefined
  const number = /(\d{3,5})\D*$/.exec(new TextDecoder('latin1').decode(bytes.value))?.[1]
  return number === undefined ? undefined : Number(number)
}

function addRegistry(
  step: RegistryStep,
  sid: string,
  text: (file: string) => Output<string>,
  registry: ReturnType<typeof createRegistry>,
): void {
  const file = step.file.replace('{sid}', sid)
  const key = step.key.replace('{sid}', sid)
  const answer = text(file)
  if (!answer.ok) {
    registry.fail(key, answer)
    return
  }
  const wrong = step.how === 'export' ? addRegExport(answer.value, registry) : addRegQuery(answer.value, {...step, key}, registry)
  if (wrong !== undefined) registry.fail(key, unseen('error', `${file}: ${wrong}`))
}

function readCim(text: (file: string) => Output<string>): Output<CimDocument> {
  const printed = text('cim.json')
  return printed.ok ? readCimDocument(printed.value) : printed
}

function rowsOf(name: string, cim: Output<CimDocument>, text: (file: string) => Output<string>): Output<readonly CimRow[]> {
  const answer = cim.ok ? cim.value.classes[name] : undefined
  if (answer?.ok) return {ok: true, value: answer.items}
  const failure: Unseen = answer
    ? unseen(answer.reason, `${name}: ${answer.detail}`)
    : cim.ok
      ? unseen('not-collected', `${name} was not asked for`)
      : cim
  const table = wmicClasses[name]
  if (!table) return failure
  const printed = text(table.file)
  const rows = printed.ok ? parseWmic(printed.value, table.properties) : undefined
  return rows ? {ok: true, value: rows} : failure
}
