import {parseShellTimeout, type ShellTimeout} from '../parse/shell-timeout.ts'
import type {Probe} from '../probe.ts'
import type {Failure} from './gap.ts'
import {readHomes} from './homes.ts'

const startFiles = ['.bashrc', '.bash_profile', '.bash_login', '.profile', '.kshrc']

/**
 * Seconds after which the shell of the most patient user ends (0 never): what the system sets holds for everybody only when
 * it is readonly, else each may set or unset TMOUT in the start files of his own.
 */
export async function weakestTimeout(probe: Probe, system: ShellTimeout | undefined): Promise<number | Failure> {
  if (!system || system.seconds === 0) return 0
  if (system.readonly || Number.isNaN(system.seconds)) return system.seconds
  const homes = await readHomes(probe)
  if (!homes.ok) return homes
  const answers = await Promise.all(homes.value.flatMap((home) => startFiles.map((name) => probe.readText(`${home}/${name}`))))
  const own = answers.flatMap((answer) => (answer.ok ? (ownTimeout(answer.value) ?? []) : []))
  if (own.includes(0)) return 0
  if (own.some((seconds) => Number.isNaN(seconds))) return Number.NaN
  const closed = answers.find((answer): answer is Failure => !answer.ok && answer.reason === 'no-rights')
  return closed
    ? {...closed, detail: `TMOUT is not readonly, and a user may have changed it: ${closed.detail}`}
    : Math.max(system.seconds, ...own)
}

function ownTimeout(text: string): number | undefined {
  if (/^\s*(?:unset\s+(?:-v\s+)?TMOUT\b|export\s+-n\s+TMOUT\b)/m.test(text)) return 0
  return parseShellTimeout(text)?.seconds
}
