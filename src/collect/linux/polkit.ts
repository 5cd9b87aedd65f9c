import {parseKeyfile} from '../parse/keyfile.ts'
import type {Probe} from '../probe.ts'
import type {Failure} from './gap.ts'
import {readFolder} from './read-folder.ts'

/** What the administrator wrote into polkit; rules of the vendor in /usr/share are for single harmless actions. */
export interface PolkitGrants {
  /** Somebody may do everything, or start any program as root with pkexec, without being asked. */
  grants: boolean
  failure?: Failure
}

/** polkit(8): rules in JavaScript, and the key files of polkit before 0.106 (pklocalauthority(8)). */
export async function readPolkitGrants(probe: Probe): Promise<PolkitGrants> {
  const [rules, ...old] = await Promise.all([
    readFolder(probe, '/etc/polkit-1/rules.d', (name) => name.endsWith('.rules')),
    ...['10-vendor.d', '20-org.d', '30-site.d', '50-local.d', '90-mandatory.d'].map((name) =>
      readFolder(probe, `/etc/polkit-1/localauthority/${name}`, (file) => file.endsWith('.pkla')),
    ),
  ])
  const failure = rules.failure ?? old.find((folder) => folder.failure)?.failure
  const grants = rules.texts.some(({text}) => grantsAll(text)) || old.some(({texts}) => texts.some(({text}) => pklaGrantsAll(text)))
  return {grants, ...(failure ? {failure} : {})}
}

/** A rule function that says YES without looking at the action, or looks for that of pkexec. */
function grantsAll(text: string): boolean {
  const code = text
    .slice(0, 200_000)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
  return code
    .split(/polkit\s*\.\s*addRule/)
    .slice(1)
    .some((rule) => {
      if (!/polkit\s*\.\s*Result\s*\.\s*YES|return\s*["']yes["']/.test(rule)) return false
      return !/\baction\s*\.\s*(?:id|lookup)\b/.test(rule) || /org\.freedesktop\.policykit\.exec/.test(rule)
    })
}

function pklaGrantsAll(text: string): boolean {
  return [...parseKeyfile(text).values()].some((rule) => {
    const free = ['ResultAny', 'ResultInactive', 'ResultActive'].some((key) => rule.get(key)?.toLowerCase() === 'yes')
    const actions = (rule.get('Action') ?? '').split(';').map((one) => one.trim())
    return (
      free &&
      actions.some((one) => ['*', 'org.freedesktop.*', 'org.freedesktop.policykit.*', 'org.freedesktop.policykit.exec'].includes(one))
    )
  })
}
