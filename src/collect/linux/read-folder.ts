import type {Probe} from '../probe.ts'
import type {Failure} from './gap.ts'

export interface FolderTexts {
  texts: {path: string; text: string}[]
  /** First thing in the folder that exists but could not be read. */
  failure?: Failure
}

/** Texts of all files of a folder like `conf.d` whose name fits, in the order of their names; a missing folder has none. */
export async function readFolder(probe: Probe, folder: string, fits: (name: string) => boolean): Promise<FolderTexts> {
  const names = await probe.list(folder)
  if (!names.ok) return names.reason === 'not-supported' ? {texts: []} : {texts: [], failure: names}
  const paths = names.value.filter(fits).map((name) => `${folder}/${name}`)
  const answers = await Promise.all(paths.map((path) => probe.readText(path)))
  const found: FolderTexts = {texts: []}
  for (const [index, path] of paths.entries()) {
    const answer = answers[index]
    if (answer?.ok) found.texts.push({path, text: answer.value})
    // A name that is gone or is a broken link is no file; anything else is one that could not be read.
    else if (answer && answer.reason !== 'not-supported') found.failure ??= answer
  }
  return found
}

/** Folders of the same kind from the weakest to the strongest: a file of a later folder replaces its namesake. */
export async function readFolders(probe: Probe, folders: readonly string[], fits: (name: string) => boolean): Promise<FolderTexts> {
  const answers = await Promise.all(folders.map((folder) => readFolder(probe, folder, fits)))
  const byName = new Map<string, {path: string; text: string}>()
  const failure = answers.find((answer) => answer.failure)?.failure
  for (const answer of answers) for (const file of answer.texts) byName.set(file.path.slice(file.path.lastIndexOf('/') + 1), file)
  const names = [...byName.keys()].sort()
  return {texts: names.flatMap((name) => byName.get(name) ?? []), ...(failure ? {failure} : {})}
}
