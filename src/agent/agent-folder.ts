import {chmod, mkdir, realpath} from 'node:fs/promises'
import {writing} from '../store/file-errors.ts'
import {openToRead} from '../store/folder-store.ts'
import {inside} from '../store/paths.ts'

/** The agent's own folder in a workspace: its log, when it runs next, its lock. The agent never makes a workspace. */
export async function makeAgentFolder(workspace: string): Promise<string> {
  await (await openToRead(workspace)).close()
  const folder = inside(await realpath(workspace), 'agent')
  await writing(folder, async () => {
    await mkdir(folder, {recursive: true})
    // Also where a copy or a backup has left it open: the log says where this machine is weak.
    await chmod(folder, 0o700)
  })
  return folder
}
