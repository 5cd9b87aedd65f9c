import {rm} from 'node:fs/promises'
import {join} from 'node:path'
import {dataSetIds} from '../model/data-sets.ts'
import {assessmentsPath, unfinishedPrefix} from './assessments.ts'
import {creatingPath} from './create-workspace.ts'
import {dataPath} from './data-sets.ts'
import {storedKinds, targetsPath} from './documents.ts'
import {writing} from './file-errors.ts'
import {entriesOf, inside} from './paths.ts'

// The temporary names of write-file-atomic: the file's own name and a number of 32 bits.
const temporary = /\.(?:json|csv|head|next)\.\d{1,10}$/

/** Removes what killed processes left half-written. Only under the lock, or it would remove another's work. */
export async function removeLeftovers(root: string): Promise<void> {
  await removeFrom(root, '', (name) => temporary.test(name) || name === creatingPath)
  for (const kind of storedKinds) await removeFrom(root, targetsPath(kind), (name) => temporary.test(name))
  for (const path of [dataPath, ...dataSetIds.map((set) => `${dataPath}/${set}`)])
    await removeFrom(root, path, (name) => temporary.test(name))
  await removeFrom(root, assessmentsPath, (name) => name.startsWith(unfinishedPrefix))
}

async function removeFrom(root: string, path: string, isLeftover: (name: string) => boolean): Promise<void> {
  const folder = inside(root, path)
  for (const {name} of (await entriesOf(folder)) ?? []) {
    if (isLeftover(name)) await writing(folder, () => rm(join(folder, name), {recursive: true, force: true}))
  }
}
