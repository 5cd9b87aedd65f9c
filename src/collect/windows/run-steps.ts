import {join} from 'node:path'
import {codeRoot} from '../../lib/package-root.ts'
import type {Output} from '../../windows/output.ts'
import {unseen} from '../../windows/output.ts'
import {type Step, steps} from '../../windows/plan.ts'
import type {Answers} from '../../windows/sources.ts'
import type {Probe} from '../probe.ts'

const cimScript = join(codeRoot, 'windows/scripts/collect-cim.ps1')
/** More programs at once would make an old PC stutter under its user's hands. */
const atOnce = 3
const personSid = /^HKEY_USERS\\(S-1-(?:5-21|12-1)-[\d-]+)\s*$/gim

/** Asks every step of the plan of the PC the program runs on. */
export async function runSteps(probe: Probe): Promise<Answers> {
  const answers = new Map<string, Output<Uint8Array>>()
  const hives = await ask(probe, 'reg', ['query', 'HKU'], undefined)
  const listed = hives.ok ? new TextDecoder('latin1').decode(hives.value) : ''
  const sids = [...listed.matchAll(personSid)].map(([, sid = '']) => sid)
  const queue = steps.flatMap((step) => (step.perUser ? sids.map((sid) => ({step, sid})) : [{step, sid: ''}]))
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const {step, sid} = next
      answers.set(step.file.replace('{sid}', sid), await askStep(probe, step, sid))
    }
  }
  await Promise.all(Array.from({length: atOnce}, work))
  return {
    files: [...answers.keys()],
    elevated: undefined,
    read: (file) => answers.get(file) ?? unseen('not-collected', `${file} was not asked for`),
  }
}

function askStep(probe: Probe, step: Step, sid: string): Promise<Output<Uint8Array>> {
  if (step.kind === 'program')
    return ask(
      probe,
      step.program,
      step.args.map((arg) => arg.replace('{script}', cimScript)),
      step.timeoutMs,
    )
  const key = step.key.replace('{sid}', sid)
  if (step.how === 'export') return ask(probe, 'reg', ['export', key, '{file}', '/y'], undefined)
  const value = step.value === undefined ? [] : ['/v', step.value]
  const filter = step.filter === undefined ? [] : ['/f', step.filter, '/v']
  return ask(probe, 'reg', ['query', key, ...value, ...(step.recursive ? ['/s'] : []), ...filter], undefined)
}

async function ask(probe: Probe, program: string, args: readonly string[], timeoutMs: number | undefined): Promise<Output<Uint8Array>> {
  if (!probe.answer) return unseen('not-supported', 'this probe runs no programs of Windows')
  const answer = await probe.answer(program, args, timeoutMs === undefined ? {} : {timeoutMs})
  if (!answer.ok) return answer
  const {bytes, code} = answer.value
  return bytes.length > 0
    ? {ok: true, value: bytes}
    : unseen('error', `${[program, ...args].join(' ').slice(0, 200)}: no answer (code ${code})`)
}
