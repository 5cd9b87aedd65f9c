import type {Probe} from '../probe.ts'
import type {Failure} from './gap.ts'
import type {LocalAccount} from './local-accounts.ts'
import {readFolder} from './read-folder.ts'

export interface KeyLogons {
  /** True when SSH keys let the account in, or when that could not be seen. */
  mayLogIn: (account: LocalAccount) => boolean
  failure?: Failure
}

const usualFiles = ['.ssh/authorized_keys', '.ssh/authorized_keys2']

/**
 * Accounts without a password that SSH keys let in all the same, as on every cloud image. Only whether a key file holds a key
 * that is good for more than one fixed command is looked at (cloud-init lets root's keys print "Please login as ..."), and
 * only for accounts where it decides.
 */
export async function readKeyLogons(probe: Probe, accounts: readonly LocalAccount[]): Promise<KeyLogons> {
  const asked = accounts.filter((account) => account.loginShell && !account.expired && account.password?.state === 'none')
  if (asked.length === 0) return {mayLogIn: () => false}
  const [main, parts] = await Promise.all([
    probe.readText('/etc/ssh/sshd_config'),
    readFolder(probe, '/etc/ssh/sshd_config.d', (name) => name.endsWith('.conf')),
  ])
  const texts = [...(main.ok ? [main.value] : []), ...parts.texts.map((file) => file.text)]
  const failure = !main.ok && main.reason !== 'not-supported' ? main : parts.failure
  if (failure) return {mayLogIn: () => true, failure}
  const elsewhere = texts.map((text) => /^\s*(AuthorizedKeysCommand|TrustedUserCAKeys)[\s=]+(?!none\b)\S/im.exec(text)?.[1]).find(Boolean)
  if (elsewhere)
    return {
      mayLogIn: () => true,
      failure: {ok: false, reason: 'not-supported', detail: `whom sshd lets in by key is told elsewhere (${elsewhere})`},
    }
  const files = [
    ...usualFiles,
    ...texts.flatMap((text) => [...text.matchAll(/^\s*AuthorizedKeysFile\s+(.*)$/gim)].flatMap((found) => (found[1] ?? '').split(/\s+/))),
  ]
  const answers = await Promise.all(asked.map((account) => findKeys(probe, account, files)))
  const closed = answers.find((answer) => typeof answer !== 'boolean')
  const may = new Set(asked.filter((_, at) => answers[at] !== false).map((account) => account.name))
  return {mayLogIn: (account) => may.has(account.name), ...(typeof closed === 'object' ? {failure: closed} : {})}
}

async function findKeys(probe: Probe, account: LocalAccount, files: readonly string[]): Promise<boolean | Failure> {
  const paths = files.filter((file) => file !== '' && file !== 'none').map((file) => expandTokens(file, account))
  const answers = await Promise.all([...new Set(paths)].map((path) => probe.readText(path)))
  if (answers.some((answer) => answer.ok && answer.value.split('\n').some(isKey))) return true
  return answers.find((answer): answer is Failure => !answer.ok && answer.reason !== 'not-supported') ?? false
}

/** authorized_keys(5): a line that is neither empty nor a comment; `command="..."` before the key leaves only that command. */
function isKey(line: string): boolean {
  const words = line.slice(0, 20_000).trim()
  return words !== '' && !words.startsWith('#') && !/^(?:[^"\s]|"(?:[^"\\]|\\.)*")*\bcommand="/i.test(words)
}

/** sshd_config(5): %h home, %u name, %U uid; a path that does not begin with "/" lies in the home. */
function expandTokens(file: string, account: LocalAccount): string {
  const path = file.replaceAll('%h', account.home).replaceAll('%u', account.name).replaceAll('%U', String(account.uid))
  return path.startsWith('/') ? path : `${account.home}/${path}`
}
