import {chmod, mkdir, rm, stat, symlink, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {makeAgentFolder} from '../../src/agent/agent-folder.ts'
import {daily, makeWorkspace, temporaryFolder} from './support.ts'

test('the folder of the agent is closed to others, also where a copy has left it open, and leads nowhere else', async () => {
  const workspace = await makeWorkspace(daily)
  await mkdir(join(workspace, 'agent'), {mode: 0o755})
  await chmod(join(workspace, 'agent'), 0o755)
  const folder = await makeAgentFolder(workspace)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  await rm(folder, {recursive: true})
  await symlink(await temporaryFolder(), folder)
  await expect(makeAgentFolder(workspace)).rejects.toMatchObject({code: 'link-outside'})
  await rm(folder)
  await writeFile(folder, 'a file')
  await expect(makeAgentFolder(workspace)).rejects.toMatchObject({code: 'foreign-file'})
})
