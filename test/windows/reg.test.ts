import {describe, expect, it} from 'vitest'
import {addRegExport} from '../../src/windows/parse/reg-export.ts'
import {addRegQuery} from '../../src/windows/parse/reg-query.ts'
import {createRegistry} from '../../src/windows/registry.ts'
import {readSources} from '../../src/windows/sources.ts'
import {answersOf, exported, queried} from './machine.ts'

const text = (bytes: Uint8Array) => new TextDecoder('utf-16le').decode(bytes)
const key = 'HKLM\\SOFTWARE\\Test'

describe('reg export', () => {
  it('keeps every kind of value and every letter', () => {
    const registry = createRegistry()
    const head = 'Windows Registry Editor Version 5.00\r\n\r\n'
    const body = [
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Test]',
      '@="mặc định"',
      '"Tên \\"lạ\\" \\\\"="C:\\\\Văn thư\\\\hồ sơ"',
      '"So"=dword:0000002a',
      '"Lon"=hex(b):00,00,00,00,01,00,00,00',
      '"Nhieu"=hex(7):61,00,00,00,\\',
      '  62,00,00,00,00,00',
      '"Mo rong"=hex(2):25,00,41,00,25,00,00,00',
      '"Byte"=hex:01,ff',
      '"Hai dong"="dòng một',
      'dòng hai"',
      '',
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Test\\Con]',
      '',
      '',
    ].join('\r\n')
    expect(addRegExport(head + body, registry)).toBeUndefined()
    const read = (name: string) => registry.read(key, name)
    expect(read('')).toEqual({ok: true, value: 'mặc định'})
    expect(read('TÊN "LẠ" \\')).toEqual({ok: true, value: 'C:\\Văn thư\\hồ sơ'})
    expect(read('so')).toEqual({ok: true, value: 42})
    expect(read('Lon')).toEqual({ok: true, value: 2 ** 32})
    expect(read('Nhieu')).toEqual({ok: true, value: ['a', 'b']})
    expect(read('Mo rong')).toEqual({ok: true, value: '%A%'})
    expect(read('Byte')).toEqual({ok: true, value: Uint8Array.from([1, 255])})
    expect(read('Hai dong')).toEqual({ok: true, value: 'dòng một\ndòng hai'})
    expect(read('khong co')).toEqual({ok: true, value: undefined})
    expect(registry.keys(key)).toEqual({ok: true, value: ['Con']})
    expect(registry.keys(`${key}\\Khac`)).toEqual({ok: true, value: undefined})
    expect(registry.read('HKLM\\SOFTWARE\\Chua doc', 'x')).toMatchObject({ok: false, reason: 'not-collected'})
  })

  const whole = text(exported({[key]: {a: 'x'}, [`${key}\\B`]: {c: 1}}))
  // Between two keys a cut cannot be seen in the text: there the list of sizes tells (windows-folder.test.ts).
  const between = whole.indexOf('[', whole.indexOf('[') + 1)
  it('a file that is cut anywhere else proves nothing to be absent', () => {
    for (let cut = 0; cut < whole.length - 1; cut++) {
      if (cut === between) continue
      const registry = createRegistry()
      expect(addRegExport(whole.slice(0, cut), registry), `${cut}`).toBeTypeOf('string')
      expect(registry.read(key, 'khac').ok, `${cut}`).toBe(false)
      expect(registry.keys(key).ok, `${cut}`).toBe(false)
    }
  })
  it.each([
    ['empty', ''],
    ['another file', 'Tên máy: PC'],
    ['no key', 'Windows Registry Editor Version 5.00\r\n\r\n'],
    ['a value that is broken', whole.replace('"a"="x"', '"a"=hex(2):zz')],
    ['a name that does not end', whole.replace('"a"="x"', '"a')],
  ])('%s is said', (_, broken) => expect(addRegExport(broken, createRegistry())).toBeTypeOf('string'))

  it('a million lines without an end cost no more than themselves', () => {
    const begun = performance.now()
    addRegExport(`${whole.slice(0, -4)}"x"="${'\r\na'.repeat(200_000)}`, createRegistry())
    expect(performance.now() - begun).toBeLessThan(5000)
  })
})

describe('reg query', () => {
  it('a whole key tells what is not there', () => {
    const registry = createRegistry()
    expect(addRegQuery(queried(key, {a: 'x', n: 7}, ['B']), {key}, registry)).toBeUndefined()
    expect(registry.read(key, 'n')).toEqual({ok: true, value: 7})
    expect(registry.read(key, 'z')).toEqual({ok: true, value: undefined})
    expect(registry.read(`${key}\\C`, 'z')).toEqual({ok: true, value: undefined})
    expect(registry.read(`${key}\\B`, 'z').ok).toBe(false)
  })
  it('one value tells nothing of others', () => {
    const registry = createRegistry()
    addRegQuery(queried(key, {a: 'x'}), {key, value: 'a'}, registry)
    expect(registry.read(key, 'a')).toEqual({ok: true, value: 'x'})
    expect(registry.read(key, 'b').ok).toBe(false)
  })
  it('a search tells of names that hold its word, where it found one', () => {
    const registry = createRegistry()
    addRegQuery(queried(key, {AutoRestartShell: 1}, [], 'Ende der Suche: 1 Übereinstimmungen gefunden.'), {key, filter: 'Auto'}, registry)
    expect(registry.read(key, 'AutoAdminLogon')).toEqual({ok: true, value: undefined})
    expect(registry.read(key, 'DefaultUserName').ok).toBe(false)
    const none = createRegistry()
    expect(addRegQuery('\r\nEnd of search: 0 match(es) found.\r\n', {key, filter: 'Auto'}, none)).toBeTypeOf('string')
    expect(none.read(key, 'AutoAdminLogon').ok).toBe(false)
  })
  it('a search through all keys below tells where a value is not', () => {
    const registry = createRegistry()
    const printed = `\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Test\\Spooler\r\n    Start    REG_DWORD    0x2\r\n\r\n`
    addRegQuery(printed, {key, value: 'Start', recursive: true}, registry)
    expect(registry.read(`${key}\\Spooler`, 'Start')).toEqual({ok: true, value: 2})
    expect(registry.read(`${key}\\sshd`, 'Start')).toEqual({ok: true, value: undefined})
    expect(registry.read(`${key}\\sshd`, 'Type').ok).toBe(false)
  })
})

it('no step asks for a tree that holds secrets', async () => {
  const {steps} = await import('../../src/windows/plan.ts')
  const trees = steps.flatMap((step) =>
    step.kind === 'registry' && (step.how === 'export' || (step.recursive && step.value === undefined)) ? [step.key] : [],
  )
  const secrets = [
    'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon\\DefaultPassword',
    'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\DigitalProductId',
    'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SNMP\\Parameters\\ValidCommunities',
    'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\JD',
    'HKLM\\SECURITY\\Policy\\Secrets',
    'HKLM\\SAM\\SAM',
    'HKLM\\SOFTWARE\\TightVNC\\Server\\Password',
    'HKU\\{sid}\\Software\\SimonTatham\\PuTTY',
  ]
  for (const secret of secrets)
    for (const tree of trees) expect(secret.toLowerCase().startsWith(`${tree.toLowerCase()}\\`), `${tree} holds ${secret}`).toBe(false)
  // Single keys that hold one are asked for by name of value or word only.
  for (const step of steps)
    if (step.kind === 'registry' && /\\Winlogon$|Windows NT\\CurrentVersion$/.test(step.key))
      expect(step.value ?? step.filter).toBeDefined()
})

it('the names of files keep apart what users answered', () => {
  const sid = 'S-1-5-21-9-9-9-1001'
  const sources = readSources(answersOf({'hku.txt': queried('HKU', {}, [sid, `${sid}_Classes`, 'S-1-5-19'])}))
  expect(sources.users).toEqual({ok: true, value: [sid]})
})
