import {execFileSync} from 'node:child_process'
import {chmod, mkdtemp, readFile, realpath, rm, statfs, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {onTestFinished} from 'vitest'
import type {Schedule} from '../../src/agent/schedule.ts'
import {loadSample} from '../../src/content/load-sample.ts'
import {createFolderStore} from '../../src/store/folder-store.ts'
import {registerEntry} from '../store/samples.ts'

export const daily: Schedule = {cron: '15 9 * * *', jitterMinutes: 0}
/** Long before any test. */
export const longAgo = '2026-01-05T02:15:00.000Z'

export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'stp-sec-agent-')))
  await chmod(folder, 0o755)
  onTestFinished(() => rm(folder, {recursive: true, force: true}))
  return folder
}

/** A disk of its own; undefined where mounting is not allowed. */
export async function smallDisk(size: string): Promise<string | undefined> {
  const folder = await temporaryFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', folder], {stdio: 'ignore'})
  } catch {
    return undefined
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]))
  return folder
}
export const noDisk = 'needs the right to mount a tmpfs (root on Linux): what a full disk does was NOT tested here'

/** Fills a disk to the last page; the function returned frees it. */
export async function fillUp(disk: string): Promise<() => Promise<void>> {
  const {bavail, bsize} = await statfs(disk)
  await writeFile(join(disk, 'ballast'), Buffer.alloc(bavail * bsize))
  return () => rm(join(disk, 'ballast'))
}

/** A workspace that holds the sample, with a schedule of the test's own. */
export async function makeWorkspace(agent: Schedule, parent?: string): Promise<string> {
  const folder = join(parent ?? (await temporaryFolder()), 'workspace')
  const {workspace, register} = loadSample()
  const store = await createFolderStore(folder, {...workspace, agent}, {command: 'vitest', at: longAgo})
  await store.updateRegister(() => register, registerEntry)
  await store.close()
  return folder
}

/** Makes every run fail, at once. */
export async function breakRegister(folder: string): Promise<void> {
  await writeFile(join(folder, 'register.json'), '{')
}

export async function changeSchedule(folder: string, agent: unknown): Promise<void> {
  const file = join(folder, 'workspace.json')
  await writeFile(file, JSON.stringify({...JSON.parse(await readFile(file, 'utf8')), agent}))
}

/** Polls with real timers, whatever the test has done to the clock. */
export async function until(what: string, look: () => unknown): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 10) {
    if (await look()) return
    await sleep(10)
  }
  throw new Error(`did not come: ${what}`)
}

export async function logOf(folder: string): Promise<string> {
  return await readFile(join(folder, 'agent', 'agent.log'), 'utf8').catch(() => '')
}

/** How often something stands in the log. */
export async function countInLog(folder: string, what: string): Promise<number> {
  return (await logOf(folder)).split(what).length - 1
}

/** When the next run is due by the state file, in local time: `2026-11-25 09:15`. */
export async function nextDueOf(folder: string): Promise<string> {
  const {nextDueAt} = JSON.parse(await readFile(join(folder, 'agent', 'state.json'), 'utf8'))
  return new Date(nextDueAt).toLocaleString('sv-SE').slice(0, 16)
}
