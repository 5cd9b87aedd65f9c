import {parseFirefoxExtensions} from '../parse/firefox-extensions.ts'
import type {Probe, Seen} from '../probe.ts'
import type {BrowserProduct} from './browser-products.ts'
import type {Failure} from './gap.ts'
import {readHomes} from './homes.ts'

export interface Extension {
  id: string
  version?: string
}

/**
 * Extensions in the profiles of all persons, each once. Only names of folders and the registry of extensions are looked at,
 * nothing that a person did with the browser. A closed home makes the answer unknown: half a list would look whole.
 */
export async function readExtensions(probe: Probe, engine: BrowserProduct['engine'], folder: string): Promise<Seen<Extension[]>> {
  const homes = await readHomes(probe)
  if (!homes.ok) return homes
  const read = engine === 'firefox' ? readFirefox : readChromium
  const answers = await Promise.all(homes.value.map((home) => read(probe, `${home}/${folder}`)))
  const failure = answers.find((answer): answer is Failure => !answer.ok && answer.reason !== 'not-supported')
  if (failure) return failure
  const found = new Map<string, Extension>()
  for (const answer of answers)
    if (answer.ok) for (const extension of answer.value) found.set(`${extension.id} ${extension.version ?? ''}`, extension)
  return {ok: true, value: [...found.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))}
}

/** Below Default and Profile 1, 2 ...: Extensions/<id>/<version>_0. */
async function readChromium(probe: Probe, folder: string): Promise<Seen<Extension[]>> {
  const names = await probe.list(folder)
  if (!names.ok) return names
  const profiles = names.value
    .filter((name) => name === 'Default' || /^Profile \d{1,4}$/.test(name))
    .map((name) => `${folder}/${name}/Extensions`)
  const lists = await Promise.all(profiles.map(async (profile) => ({profile, ids: await probe.list(profile)})))
  const paths = lists.flatMap(({profile, ids}) =>
    ids.ok ? ids.value.filter((id) => /^[a-p]{32}$/.test(id)).map((id) => ({id, path: `${profile}/${id}`})) : [],
  )
  return {
    ok: true,
    value: await Promise.all(
      paths.map(async ({id, path}) => {
        const versions = await probe.list(path)
        const version = versions.ok ? versions.value.at(-1)?.replace(/_\d+$/, '') : undefined
        return {id, ...(version ? {version} : {})}
      }),
    ),
  }
}

async function readFirefox(probe: Probe, folder: string): Promise<Seen<Extension[]>> {
  const names = await probe.list(folder)
  if (!names.ok) return names
  const files = await Promise.all(names.value.map((name) => probe.readText(`${folder}/${name}/extensions.json`)))
  const found: Extension[] = []
  for (const file of files) {
    if (!file.ok) {
      if (file.reason === 'no-rights') return file
      continue
    }
    const extensions = parseFirefoxExtensions(file.value)
    if (!extensions) return {ok: false, reason: 'error', detail: 'an extensions.json of Firefox could not be read as such'}
    found.push(...extensions)
  }
  return {ok: true, value: found}
}
