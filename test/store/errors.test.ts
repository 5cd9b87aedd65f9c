import {execFileSync} from 'node:child_process'
import {chmod, chown, mkdir, readdir, readFile, rm, symlink, truncate, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {createFolderStore, openToRead, openToWrite} from '../../src/store/folder-store.ts'
import {StoreError} from '../../src/store/store-error.ts'
import {isRoot, runChild} from './children.ts'
import {freshStore, storeErrorOf, temporaryFolder, writer} from './fixtures.ts'
import {backupFact, registerEntry, sampleSnapshot, sampleWorkspace} from './samples.ts'

const at = '2026-11-25T08:00:00+07:00'
const workspaceText = JSON.stringify(sampleWorkspace)

test.each([
  ['an empty folder', {}, 'no-workspace', ''],
  ['broken JSON', {'workspace.json': '{\n  "schema": "stp-sec/workspace/1",\n  "sample": yes\n}'}, 'broken-json', '/workspace.json:3:13'],
  ['an empty file', {'workspace.json': ''}, 'broken-json', '/workspace.json:1:1'],
  ['UTF-16', {'workspace.json': Buffer.from(workspaceText, 'utf16le')}, 'broken-json', '/workspace.json:1:1'],
  ['not UTF-8', {'workspace.json': Buffer.from([0x22, 0xff, 0x22])}, 'broken-json', '/workspace.json:1:1'],
  ['a wrong field', {'workspace.json': workspaceText.replace('true', '"có"')}, 'schema-mismatch', '/workspace.json (sample)'],
  ['an unknown field', {'workspace.json': workspaceText.replace('{', '{"x":1,')}, 'schema-mismatch', '/workspace.json'],
  ['a newer workspace', {'workspace.json': '{"schema":"stp-sec/workspace/2"}'}, 'newer-version', '/workspace.json'],
  ['a version that never was', {'workspace.json': '{"schema":"stp-sec/workspace/0"}'}, 'foreign-file', '/workspace.json'],
  ['another document', {'workspace.json': '{"schema":"stp-sec/register/1"}'}, 'foreign-file', '/workspace.json'],
  ['foreign JSON', {'workspace.json': '{"folders":[{"path":"."}]}'}, 'foreign-file', '/workspace.json'],
  ['a list', {'workspace.json': '[]'}, 'foreign-file', '/workspace.json'],
])('opening %s', async (_, files: Record<string, string | Buffer>, code, where) => {
  const folder = await temporaryFolder()
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  for (const open of [() => openToRead(folder), () => openToWrite(folder, writer)]) {
    const error = await storeErrorOf(open)
    expect(error).toMatchObject({code, where: `${folder}${where}`})
    for (const text of [error.what, error.next]) expect(text.vi.length * text.en.length).toBeGreaterThan(0)
  }
  expect((await readdir(folder)).sort()).toEqual(Object.keys(files))
})

test('a byte order mark of Notepad is no error', async () => {
  const {folder, store} = await freshStore()
  await writeFile(join(folder, 'workspace.json'), `\ufeff${workspaceText}`)
  expect((await store.readWorkspace()).organisation.abbreviation).toBe('STP')
})

test('a schema mismatch is told in both languages', async () => {
  const {folder} = await freshStore()
  await writeFile(join(folder, 'workspace.json'), workspaceText.replace('true', '1'))
  const {what, message} = await storeErrorOf(() => openToRead(folder))
  expect(what.en).toContain('expected boolean')
  expect(what.vi).toContain('mong đợi')
  expect(message).toContain(what.vi)
})

test('a folder or a path that is not there', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'file'), '')
  expect(await storeErrorOf(() => openToRead(join(folder, 'nowhere')))).toMatchObject({code: 'no-workspace'})
  expect(await storeErrorOf(() => openToRead(join(folder, 'file')))).toMatchObject({code: 'foreign-file'})
  expect(await storeErrorOf(() => createFolderStore(join(folder, 'file'), sampleWorkspace, writer))).toMatchObject({code: 'foreign-file'})
})

test('a missing register, a huge one, a folder or a pipe in its place', async () => {
  const {folder, store} = await freshStore()
  const file = join(folder, 'register.json')
  await rm(file)
  expect(await storeErrorOf(() => store.readRegister())).toMatchObject({code: 'missing-file', where: file})
  await writeFile(file, '')
  await truncate(file, 64 * 1024 * 1024 + 1)
  expect(await storeErrorOf(() => store.readRegister())).toMatchObject({code: 'too-large', where: file})
  await rm(file)
  await mkdir(file)
  expect(await storeErrorOf(() => store.readRegister())).toMatchObject({code: 'foreign-file', where: file})
  if (process.platform === 'win32') return
  await rm(file, {recursive: true})
  execFileSync('mkfifo', [file])
  expect(await storeErrorOf(() => store.readRegister())).toMatchObject({code: 'foreign-file', where: file})
})

test('a snapshot too large to be read again is not written, nor is its history', async () => {
  const {folder, store} = await freshStore()
  const huge = sampleSnapshot('pc', at, backupFact('x'.repeat(64 * 1024 * 1024 - 900), at))
  expect(await storeErrorOf(() => store.putSnapshot(huge, at))).toMatchObject({code: 'too-large'})
  expect(await store.readTarget('pc')).toBeUndefined()
  expect(await readFile(join(folder, 'history/endpoint/pc.ndjson'), 'utf8')).toBe('')
})

test.each(['../x', '..', '.', '', 'a/b', 'a\\b', 'a\0b', 'C:x', 'nul', 'COM1.txt', 'x.', 'x'.repeat(101), '.hidden', 'máy'])(
  'the id %j is refused before anything is touched',
  async (id) => {
    const {folder, store} = await freshStore()
    const before = await readdir(folder)
    const files = new Map([['a', '']])
    for (const action of [
      () => store.readTarget(id),
      () => store.snapshotOn(id, at),
      () => store.putSnapshot(sampleSnapshot(id, at), at),
      () => store.readAssessment(id),
      () => store.putAssessment(id, files),
      () => store.putAssessment('ok', new Map([[id, '']])).then(() => id === 'a/b' && Promise.reject(new StoreError('bad-name', 'a/b'))),
    ]) {
      expect(await storeErrorOf(action)).toMatchObject({code: 'bad-name'})
    }
    if (id !== 'a/b') expect(await readdir(folder)).toEqual(before)
  },
)

test('only endpoints are stored so far', async () => {
  const {store} = await freshStore()
  const site = {...sampleSnapshot('x', at), target: {kind: 'site' as const, id: 'x', name: 'x'}}
  expect(await storeErrorOf(() => store.putSnapshot(site, at))).toMatchObject({code: 'schema-mismatch'})
})

test('a link that leads out is not followed, one inside is', async () => {
  const {folder, store} = await freshStore()
  const outside = await temporaryFolder()
  await writeFile(join(outside, 'register.json'), await readFile(join(folder, 'register.json')))
  await rm(join(folder, 'register.json'))
  await symlink(join(outside, 'register.json'), join(folder, 'register.json'))
  await symlink(outside, join(folder, 'targets'))
  await symlink(join(outside, 'nowhere'), join(folder, 'history'))
  await symlink(outside, join(folder, 'assessments'))
  for (const action of [
    () => store.readRegister(),
    () => store.updateRegister((register) => register, registerEntry),
    () => store.putSnapshot(sampleSnapshot('pc', at), at),
    () => store.snapshotOn('pc', at),
    () => store.listAssessments(),
    () => store.putAssessment('a', new Map([['a', '']])),
  ]) {
    expect(await storeErrorOf(action)).toMatchObject({code: 'link-outside'})
  }
  await rm(join(folder, 'history'))
  expect(await storeErrorOf(() => store.putSnapshot(sampleSnapshot('pc', at), at))).toMatchObject({code: 'link-outside'})
  expect(await readdir(outside)).toEqual(['register.json'])
  await rm(join(folder, 'targets'))
  await mkdir(join(folder, 'elsewhere'))
  await symlink(join(folder, 'elsewhere'), join(folder, 'targets'))
  await store.putSnapshot(sampleSnapshot('pc', at), at)
  expect(await readdir(join(folder, 'elsewhere'))).toEqual(['endpoint'])
})

test('a lock that leads out, or that is somebody else’s file', async () => {
  const {folder, store} = await freshStore()
  await store.close()
  await rm(join(folder, '.lock.db'))
  await symlink(join(await temporaryFolder(), 'x'), join(folder, '.lock.db'))
  expect(await storeErrorOf(() => openToWrite(folder, writer))).toMatchObject({code: 'link-outside'})
  await rm(join(folder, '.lock.db'))
  await writeFile(join(folder, '.lock.db'), 'certainly not a database of SQLite')
  expect(await storeErrorOf(() => openToWrite(folder, writer))).toMatchObject({code: 'foreign-file'})
})

test('a clock that was set back changes nothing', async () => {
  const {folder, store} = await freshStore()
  await store.putSnapshot(sampleSnapshot('pc', at), at)
  const files = ['targets/endpoint/pc.json', 'history/endpoint/pc.ndjson'].map((name) => join(folder, name))
  const before = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  // Later by the letters, earlier by the time.
  const error = await storeErrorOf(() => store.putSnapshot(sampleSnapshot('pc', at), '2026-11-25T08:59:00+08:00'))
  expect(error).toMatchObject({code: 'clock-set-back', where: files[0]})
  expect(await Promise.all(files.map((file) => readFile(file, 'utf8')))).toEqual(before)
  await store.putSnapshot(sampleSnapshot('pc', at), '2026-11-25T01:00:00Z')
})

test('a folder that may only be read', async ({skip}) => {
  if (process.platform === 'win32') skip('permissions of POSIX')
  const {folder, store} = await freshStore()
  await store.close()
  await chmod(folder, 0o555)
  expect(await runChild(['open', folder], true)).toMatchObject({ok: false, code: 'not-writable', where: folder})
  expect((await readdir(folder)).sort()).toEqual(['.lock.db', 'journal.head', 'journal.ndjson', 'register.json', 'workspace.json'])
  expect(await runChild(['create', join(folder, 'new')], true)).toMatchObject({ok: false, code: 'not-writable'})
  await chmod(folder, 0o000)
  expect(await runChild(['open', folder], true)).toMatchObject({ok: false, code: 'not-readable'})
  await chmod(folder, 0o755)
})

test('a lock file of another user', async ({skip}) => {
  if (!isRoot) skip('needs root to make files of two users')
  const {folder, store} = await freshStore()
  await store.close()
  await chown(folder, 65534, 65534)
  expect(await runChild(['open', folder], true)).toMatchObject({ok: false, code: 'not-writable', where: join(folder, '.lock.db')})
})

test('a targets folder that may only be read', async ({skip}) => {
  if (process.platform === 'win32') skip('permissions of POSIX')
  const {folder, store} = await freshStore()
  await store.putSnapshot(sampleSnapshot('pc-1', '2026-11-24T08:00:00+07:00'), '2026-11-24T08:00:00+07:00')
  await store.close()
  if (isRoot) execFileSync('chown', ['-R', '65534:65534', folder])
  await chmod(join(folder, 'targets/endpoint'), 0o555)
  const history = await readFile(join(folder, 'history/endpoint/pc-1.ndjson'), 'utf8')
  expect(await runChild(['put', folder], true)).toMatchObject({ok: false, code: 'not-writable'})
  expect(await readFile(join(folder, 'history/endpoint/pc-1.ndjson'), 'utf8')).toBe(history)
  await chmod(join(folder, 'targets/endpoint'), 0o755)
})

test.each([
  ['a file of somebody', 'luận văn.docx'],
  ['a lost workspace.json', 'register.json'],
])('a workspace is not made beside %s', async (_, name) => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, name), 'x')
  expect(await storeErrorOf(() => createFolderStore(folder, sampleWorkspace, writer))).toMatchObject({code: 'folder-not-empty'})
  expect(await readdir(folder)).toEqual([name])
})

test('a creation that is refused leaves nothing', async () => {
  const parent = await temporaryFolder()
  const wrong = {...sampleWorkspace, organisation: {...sampleWorkspace.organisation, name: ''}}
  expect(await storeErrorOf(() => createFolderStore(join(parent, 'a', 'b'), wrong, writer))).toMatchObject({code: 'schema-mismatch'})
  expect(await readdir(parent)).toEqual([])
})
