import {matchesGlob} from '../parse/glob.ts'
import {parseOpensshVersion, parseSshdArguments, parseSshdConfig, type SshdDirective} from '../parse/sshd-config.ts'
import type {Probe} from '../probe.ts'
import type {Failure} from './gap.ts'
import {readProcesses} from './processes.ts'

export interface SshdSettings {
  /** Options of the running sshd first, then what `sshd -T` or the files say, then all Match blocks. */
  directives: SshdDirective[]
  /** True when `sshd -T` spoke: then a missing keyword is not one with a default, it is one this version does not know. */
  effective: boolean
  version?: {major: number; minor: number}
  /** Why the files, and so Match blocks and defaults, are not fully known. */
  failure?: Failure
}

const mainConfig = '/etc/ssh/sshd_config'
/** openSUSE and other systems with an empty /etc keep the vendor's file there. */
const vendorConfig = '/usr/etc/ssh/sshd_config'
const maxIncludeDepth = 16

/** Settings of the SSH server: `sshd -T` for root, who may read the host keys it wants; else its files. */
export async function readSshd(probe: Probe): Promise<SshdSettings> {
  const running = await readRunningOptions(probe)
  const [test, version, files] = await Promise.all([
    // sshd -T reads the standard file; with -f the running server reads another one.
    probe.elevated && !running.config ? probe.run('sshd', ['-T'], {timeoutMs: 3000}) : undefined,
    probe.run('sshd', ['-V'], {timeoutMs: 3000}),
    readFiles(probe, running.config),
  ])
  const tested = test?.ok && test.value.code === 0 ? parseSshdConfig(test.value.stdout) : []
  // A real answer holds some 80 settings: fewer were cut off.
  const effective = tested.some(({keyword}) => keyword === 'permitrootlogin') && tested.some(({keyword}) => keyword === 'maxauthtries')
  const known = version.ok ? parseOpensshVersion(`${version.value.stdout}\n${version.value.stderr}`) : undefined
  const inMatch = files.directives.filter(({scope}) => scope === 'match')
  return {
    directives: [...running.directives, ...(effective ? [...tested, ...inMatch] : files.directives)],
    effective,
    ...(known ? {version: known} : {}),
    ...(files.failure ? {failure: files.failure} : {}),
  }
}

/**
 * Options on the command line go before every file: RHEL 8 hands over its cryptographic policy that way. Only a process of
 * root counts, for anyone may call a program of his own "sshd".
 */
async function readRunningOptions(probe: Probe): Promise<ReturnType<typeof parseSshdArguments>> {
  const processes = await readProcesses(probe)
  const pids = processes.ok ? (processes.value.byName.get('sshd') ?? []) : []
  const candidates = await Promise.all(
    pids.map(async (pid) => {
      const [commandLine, status] = await Promise.all([probe.readText(`/proc/${pid}/cmdline`), probe.readText(`/proc/${pid}/status`)])
      if (!commandLine.ok || !status.ok || !/^Uid:\t0\t/m.test(status.value)) return undefined
      const isListener = commandLine.value.includes('[listener]') || /^\/\S*sshd\0/.test(commandLine.value)
      return isListener ? parseSshdArguments(commandLine.value) : undefined
    }),
  )
  return candidates.find((candidate) => candidate !== undefined) ?? {directives: []}
}

async function readFiles(probe: Probe, config: string | undefined): Promise<{directives: SshdDirective[]; failure?: Failure}> {
  const [main, vendor] = await Promise.all([probe.readText(config ?? mainConfig), probe.readText(vendorConfig)])
  const text = main.ok || config || main.reason !== 'not-supported' ? main : vendor
  if (!text.ok) return {directives: [], failure: text}
  return expand(probe, parseSshdConfig(text.value), 0)
}

/** Puts the lines of included files in the place of each Include; a Match block that began in one ends with it. */
async function expand(
  probe: Probe,
  directives: readonly SshdDirective[],
  depth: number,
): Promise<{directives: SshdDirective[]; failure?: Failure}> {
  const found: {directives: SshdDirective[]; failure?: Failure} = {directives: []}
  for (const directive of directives) {
    if (directive.keyword !== 'include') {
      found.directives.push(directive)
      continue
    }
    if (depth >= maxIncludeDepth) {
      found.failure ??= {ok: false, reason: 'error', detail: 'Include lines of sshd_config go round in circles'}
      continue
    }
    for (const pattern of directive.value.split(/\s+/)) {
      const files = await readMatching(probe, pattern.startsWith('/') ? pattern : `/etc/ssh/${pattern}`)
      if (files.failure) found.failure ??= files.failure
      for (const text of files.texts) {
        const inner = await expand(probe, parseSshdConfig(text, directive.scope), depth + 1)
        found.directives.push(...inner.directives)
        if (inner.failure) found.failure ??= inner.failure
      }
    }
  }
  return found
}

/** Texts of the files that a pattern names, whose last part may hold `*` and `?`, in the order of their names. */
async function readMatching(probe: Probe, pattern: string): Promise<{texts: string[]; failure?: Failure}> {
  const slash = pattern.lastIndexOf('/')
  const [folder, name] = [pattern.slice(0, slash), pattern.slice(slash + 1)]
  const names = /[*?]/.test(name) ? await probe.list(folder) : {ok: true as const, value: [name]}
  if (!names.ok) return names.reason === 'not-supported' ? {texts: []} : {texts: [], failure: names}
  // A dot file is not matched by a leading star, as in glob(7).
  const fits = names.value.filter((one) => matchesGlob(name, one) && (!one.startsWith('.') || name.startsWith('.')))
  const answers = await Promise.all(fits.map((one) => probe.readText(`${folder}/${one}`)))
  const failure = answers.find((answer): answer is Failure => !answer.ok && answer.reason !== 'not-supported')
  return {texts: answers.flatMap((answer) => (answer.ok ? [answer.value] : [])), ...(failure ? {failure} : {})}
}
