import {appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gunzipSync, gzipSync} from 'node:zlib'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {sha256} from '../../src/audit/manifest.ts'
import {verifyEvidence} from '../../src/audit/verify-evidence.ts'
import {run} from '../cli/cli.ts'

let folder: string
let sound: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stp-sec-evidence-'))
  const workspace = join(folder, 'data')
  expect((await run(['audit', '--workspace', workspace])).code).toBe(1)
  const [id = ''] = readdirSync(join(workspace, 'assessments'))
  sound = join(workspace, 'assessments', id)
})
afterAll(() => rmSync(folder, {recursive: true}))

async function verifyChanged(name: string, change: (path: string) => void) {
  const path = join(folder, name)
  cpSync(sound, path, {recursive: true})
  change(path)
  return verifyEvidence(path)
}

/** Changes a file and writes its new hash into the manifest, as somebody would who wants to hide it. */
function forge(path: string, name: string, change: (data: Buffer) => Buffer): void {
  const data = change(readFileSync(join(path, name)))
  writeFileSync(join(path, name), data)
  const manifest = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8'))
  for (const entry of manifest.files) if (entry.path === name) Object.assign(entry, {sha256: sha256(data), bytes: data.length})
  writeFileSync(join(path, 'manifest.json'), JSON.stringify(manifest))
}

describe('evidence verify', () => {
  it('accepts a folder as it was made, and prints the report again to the byte', async () => {
    const {ok, items} = await verifyEvidence(sound)
    expect(items.filter((item) => !item.ok)).toEqual([])
    expect(ok).toBe(true)
    expect(items.map((item) => item.what)).toEqual(expect.arrayContaining(['file', 'verdicts', 'report']))
  })

  const changes: [string, (path: string) => void, RegExp][] = [
    ['one byte more in the report', (path) => appendFileSync(join(path, 'report.pdf'), ' '), /SHA-256/],
    ['a missing file', (path) => unlinkSync(join(path, 'results.ndjson')), /missing/],
    ['a file that was added', (path) => writeFileSync(join(path, 'them.txt'), 'x'), /not listed/],
    [
      'a link in place of a file',
      (path) => {
        unlinkSync(join(path, 'facts.ndjson'))
        symlinkSync(join(sound, 'facts.ndjson'), join(path, 'facts.ndjson'))
      },
      /no plain file/,
    ],
    [
      'a verdict changed, hashes made to fit',
      (path) =>
        forge(path, 'assessment.json', (data) =>
          Buffer.from(data.toString().replace('"conclusion": "does-not-meet"', '"conclusion": "meets"')),
        ),
      /DIFFERENT/,
    ],
    [
      'a result changed, hashes made to fit',
      (path) => forge(path, 'results.ndjson', (data) => Buffer.from(data.toString().replace('"outcome":"fail"', '"outcome":"pass"'))),
      /DIFFERENT/,
    ],
    [
      'a fact changed, hashes made to fit',
      (path) =>
        forge(path, 'facts.ndjson', (data) =>
          Buffer.from(
            data
              .toString()
              .replace(/"systemEncrypted":false|"running":false|"products":\[\]/, (text) =>
                text === '"products":[]' ? '"products":[{"name":"X","running":true}]' : text.replace('false', 'true'),
              ),
          ),
        ),
      /DIFFERENT/,
    ],
    [
      'a threshold changed, hashes made to fit',
      (path) =>
        forge(path, 'content.json.gz', (data) =>
          gzipSync(
            gunzipSync(data).toString().replaceAll('"passwordMinLengthNoMfa":{"1":14,"2":14', '"passwordMinLengthNoMfa":{"1":4,"2":4'),
          ),
        ),
      /DIFFERENT|stated hash/,
    ],
    [
      'the report of another day, hashes made to fit',
      (path) => forge(path, 'report.pdf', (data) => Buffer.concat([data, Buffer.from('\n%%EOF\n')])),
      /DIFFERENT/,
    ],
    [
      'a decompression bomb, hashes made to fit',
      (path) => forge(path, 'content.json.gz', () => gzipSync(Buffer.alloc(200 * 1024 * 1024, 32))),
      /judged again/,
    ],
  ]
  it.each(changes)('finds %s', async (name, change, message) => {
    const {ok, items} = await verifyChanged(name.replaceAll(/\W+/g, '-'), change)
    expect(ok).toBe(false)
    expect(
      items
        .filter((item) => !item.ok)
        .map((item) => item.message.en)
        .join('\n'),
    ).toMatch(message)
  })

  it('a manifest that points out of the folder is refused', async () => {
    await expect(
      verifyChanged('outside', (path) => {
        const manifest = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8'))
        manifest.files[0].path = '../../register.json'
        writeFileSync(join(path, 'manifest.json'), JSON.stringify(manifest))
      }),
    ).rejects.toMatchObject({code: 'bad-manifest'})
  })
})
