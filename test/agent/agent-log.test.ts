import {mkdir, readdir, readFile, rename, rm, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {expect, onTestFinished, test} from 'vitest'
import {openAgentLog} from '../../src/agent/agent-log.ts'
import {fillUp, noDisk, smallDisk, temporaryFolder, until} from './support.ts'

const say = (text: string) => ({vi: text, en: text})
const oneLine = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d (?:INFO|WARN|ERROR) [^\r\n]*$/

async function contentsOf(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(folder)).sort()
  return new Map(
    await Promise.all(names.map(async (name): Promise<[string, string]> => [name, await readFile(join(folder, name), 'utf8')])),
  )
}

test('what is logged is one line, whatever it holds', async () => {
  const folder = await temporaryFolder()
  const log = openAgentLog(folder, 'en')
  const nasty = [
    'a\nb',
    'a\r\n\r\n  b',
    'a\u2028b\u2029c\u0085d',
    '\u001b[31mred\u0000',
    'x'.repeat(100_000),
    '2026-01-01 INFO forged\n',
    '',
  ]
  for (const text of nasty) log.write('error', say(text))
  log.write('info', {vi: 'tiếng Việt', en: 'English'})
  await log.flush()
  const lines = (await readFile(join(folder, 'agent.log'), 'utf8')).split('\n')
  expect(lines.pop()).toBe('')
  expect(lines).toHaveLength(nasty.length + 1)
  for (const line of lines) expect(line).toMatch(oneLine)
  expect(lines[0]).toMatch(/ ERROR a \| b$/)
  expect(lines.join('')).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2100)
  expect(lines.at(-1)).toMatch(/ INFO English$/)
})

test('the log is at most six files of its size, the newest lines kept, for nobody else to read', async () => {
  const folder = await temporaryFolder()
  const umask = process.umask(0)
  onTestFinished(() => void process.umask(umask))
  for (let round = 0; round < 30; round++) {
    const log = openAgentLog(folder, 'vi', '1K')
    for (let line = 0; line < 10; line++) log.write('info', say(`${round}-${line} ${'ạ'.repeat(20)}`))
    await log.flush()
  }
  const names = (await readdir(folder)).sort()
  expect(names).toEqual(['agent.log', 'agent.log.1', 'agent.log.2', 'agent.log.3', 'agent.log.4', 'agent.log.5'])
  for (const name of names) {
    const {size, mode} = await stat(join(folder, name))
    expect(size).toBeLessThan(1024 + 200)
    expect(mode & 0o777).toBe(0o600)
  }
  const all = [...(await contentsOf(folder))].reverse().map(([, text]) => text)
  const numbers = [...all.join('').matchAll(/ (\d+)-(\d) /g)].map(([, round, line]) => Number(round) * 10 + Number(line))
  // Nothing missing from the oldest line kept to the newest.
  expect(numbers).toEqual(Array.from({length: numbers.length}, (_, index) => 300 - numbers.length + index))
  expect(numbers.length).toBeGreaterThan(50)
})

test('by default a file is one megabyte', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'agent.log'), 'x'.repeat(1024 * 1024 - 500))
  const log = openAgentLog(folder, 'vi')
  log.write('info', say('a'))
  await log.flush()
  expect(await readdir(folder)).toEqual(['agent.log'])
  log.write('info', say('y'.repeat(1000)))
  log.write('info', say('b'))
  await log.flush()
  expect((await readdir(folder)).sort()).toEqual(['agent.log', 'agent.log.1'])
  expect(await readFile(join(folder, 'agent.log'), 'utf8')).toMatch(/ INFO b\n$/)
})

test('`agent once` may rotate the log while `agent run` has it open: no line is lost', async () => {
  const folder = await temporaryFolder()
  const [run, once] = [openAgentLog(folder, 'vi', '2K'), openAgentLog(folder, 'vi', '2K')]
  const written: string[] = []
  const write = (log: typeof run, text: string) => log.write('info', say(`${text}.`)) ?? written.push(text)
  for (let round = 0; round < 4; round++) {
    write(run, `begins-${round}`)
    await until('the line', async () => (await contentsOf(folder)).get('agent.log')?.includes(`begins-${round}.`))
    for (let line = 0; line < 50; line++) write(once, `once-${round}-${line}`)
    await once.flush()
    write(run, `ends-${round}`)
    await run.flush()
  }
  const all = [...(await contentsOf(folder)).values()].join('')
  expect(written.filter((text) => !all.includes(` ${text}.`))).toEqual([])
  expect((await readdir(folder)).length).toBeGreaterThan(2)
})

test('a log that cannot be written for a while goes on afterwards and says how much is missing', async () => {
  const folder = await temporaryFolder()
  const log = openAgentLog(folder, 'en')
  await mkdir(join(folder, 'agent.log'))
  for (const text of ['lost', 'lost too']) {
    log.write('info', say(text))
    await log.flush()
  }
  // Within one run too, where nothing is flushed.
  log.write('info', say('still lost'))
  await sleep(100)
  await rm(join(folder, 'agent.log'), {recursive: true})
  log.write('info', say('back'))
  await log.flush()
  const lines = (await readFile(join(folder, 'agent.log'), 'utf8')).trim().split('\n')
  expect(lines).toEqual([expect.stringMatching(/ WARN Up to 3 lines before are lost$/), expect.stringMatching(/ INFO back$/)])
})

test('a folder that was taken away is not made anew', async () => {
  const folder = join(await temporaryFolder(), 'agent')
  await mkdir(folder)
  const log = openAgentLog(folder, 'en')
  log.write('info', say('before'))
  await log.flush()
  await rename(folder, `${folder}-away`)
  log.write('info', say('meanwhile'))
  await log.flush()
  await expect(stat(folder)).rejects.toThrow('ENOENT')
  await rename(`${folder}-away`, folder)
  log.write('info', say('after'))
  await log.flush()
  const text = await readFile(join(folder, 'agent.log'), 'utf8')
  expect(text).toMatch(/before\n\n\S+ WARN Up to 1 lines before are lost\n\S+ INFO after\n$/)
})

test('a full disk', async ({skip}) => {
  const disk = await smallDisk('256k')
  if (disk === undefined) return skip(noDisk)
  const log = openAgentLog(disk, 'en')
  log.write('info', say('before'))
  await log.flush()
  const free = await fillUp(disk)
  for (let line = 0; line < 10; line++) log.write('info', say('x'.repeat(1900)))
  await log.flush()
  await free()
  log.write('info', say('after'))
  await log.flush()
  const lines = (await readFile(join(disk, 'agent.log'), 'utf8')).split('\n')
  expect(lines[0]).toMatch(/ INFO before$/)
  expect(lines.at(-3)).toMatch(/^\S+ WARN Up to \d+ lines before are lost$/)
  expect(lines.at(-2)).toMatch(/^\S+ INFO after$/)
})
