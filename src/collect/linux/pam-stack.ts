import {type PamModule, type PamType, parsePam} from '../parse/pam.ts'
import type {Probe, Seen} from '../probe.ts'
import type {Failure} from './gap.ts'

export type PamStack = {ok: true; modules: PamModule[]; failure?: Failure} | Failure

/** Vendor folders follow /etc: openSUSE and others ship defaults outside of it. */
const folders = ['/etc/pam.d', '/usr/etc/pam.d', '/usr/lib/pam.d']
const depthLimit = 8

/** Modules that a service calls for one type, in order, with everything it includes; `not-supported` when there is no such service. */
export async function readPamStack(probe: Probe, service: string, type: PamType): Promise<PamStack> {
  const text = await readService(probe, service)
  if (!text.ok) return text
  const failures: Failure[] = []
  const modules = await follow(probe, text.value, type, failures, 0)
  const [failure] = failures
  return {ok: true, modules, ...(failure ? {failure} : {})}
}

async function readService(probe: Probe, file: string): Promise<Seen<string>> {
  const paths = file.startsWith('/') ? [file] : folders.map((folder) => `${folder}/${file}`)
  const answers = await Promise.all(paths.map((path) => probe.readText(path)))
  return (
    answers.find((answer) => answer.ok || answer.reason !== 'not-supported') ?? {
      ok: false,
      reason: 'not-supported',
      detail: `PAM has no service ${file}`,
    }
  )
}

async function follow(probe: Probe, text: string, type: PamType, failures: Failure[], depth: number): Promise<PamModule[]> {
  const modules: PamModule[] = []
  for (const line of parsePam(text)) {
    if (line.kind === 'module') {
      if (line.type === type) modules.push(line)
      continue
    }
    if (line.type !== undefined && line.type !== type) continue
    if (depth >= depthLimit) {
      failures.push({ok: false, reason: 'error', detail: `PAM files include each other more than ${depthLimit} deep`})
      continue
    }
    const included = await readService(probe, line.file)
    if (included.ok) modules.push(...(await follow(probe, included.value, type, failures, depth + 1)))
    else failures.push(included)
  }
  return modules
}
