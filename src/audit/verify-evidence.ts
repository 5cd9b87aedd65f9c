import {lstat, readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {stableJson} from '../lib/stable-json.ts'
import {UserError} from '../lib/user-error.ts'
import {type Snapshot, snapshot as snapshotSchema} from '../model/snapshot.ts'
import type {Localized} from '../model/text.ts'
import {tool} from '../version.ts'
import {restoreContent, unpackBundle} from './bundle.ts'
import {inputs as inputsSchema} from './inputs.ts'
import {makePackage} from './make-package.ts'
import {type Manifest, manifestName, manifest as manifestSchema, packageFiles, sha256} from './manifest.ts'

/** No file of a real assessment comes near this; a folder from a stranger may. */
const maxFileBytes = 512 * 1024 * 1024

export interface VerifiedItem {
  what: 'file' | 'verdicts' | 'report'
  path: string
  ok: boolean
  message: Localized
}

export interface Verification {
  id: string
  ok: boolean
  manifest: Manifest
  items: VerifiedItem[]
}

/** Checks every file of an assessment folder against its manifest, judges its facts again, and compares the results. */
export async function verifyEvidence(folder: string): Promise<Verification> {
  const manifest = await readManifest(folder)
  const items: VerifiedItem[] = []
  const contents = new Map<string, Uint8Array>()
  for (const entry of manifest.files) {
    const read = await readPlainFile(join(folder, entry.path))
    if (!read.ok) items.push({what: 'file', path: entry.path, ok: false, message: read.message})
    else if (sha256(read.data) !== entry.sha256)
      items.push({
        what: 'file',
        path: entry.path,
        ok: false,
        message: {vi: 'nội dung đã khác lúc lập (SHA-256 không khớp)', en: 'content differs from when it was made (SHA-256 mismatch)'},
      })
    else {
      contents.set(entry.kind, read.data)
      items.push({what: 'file', path: entry.path, ok: true, message: {vi: 'khớp SHA-256', en: 'SHA-256 matches'}})
    }
  }
  const listed = new Set([manifestName, ...manifest.files.map((entry) => entry.path)])
  for (const name of await readdir(folder))
    if (!listed.has(name))
      items.push({what: 'file', path: name, ok: false, message: {vi: 'tệp lạ, không có trong manifest', en: 'not listed in the manifest'}})
  for (const kind of Object.keys(packageFiles) as (keyof typeof packageFiles)[])
    if (!manifest.files.some((entry) => entry.kind === kind))
      items.push({
        what: 'file',
        path: packageFiles[kind],
        ok: false,
        message: {vi: 'thiếu trong manifest', en: 'missing from the manifest'},
      })
  if (items.every((item) => item.ok)) items.push(...(await judgeAgain(manifest, contents)))
  return {id: manifest.id, ok: items.every((item) => item.ok), manifest, items}
}

async function judgeAgain(manifest: Manifest, contents: ReadonlyMap<string, Uint8Array>): Promise<VerifiedItem[]> {
  const text = (kind: keyof typeof packageFiles) => Buffer.from(contents.get(kind) ?? []).toString('utf8')
  try {
    const {content, basis} = restoreContent(unpackBundle(contents.get('content') ?? new Uint8Array()))
    const given = inputsSchema.parse(JSON.parse(text('inputs')))
    const snapshots = text('facts')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => snapshotSchema.parse(JSON.parse(line)) as Snapshot)
    const again = await makePackage(content, basis, given, snapshots)
    const same = (kind: keyof typeof packageFiles) =>
      Buffer.compare(Buffer.from(again.files.get(packageFiles[kind]) ?? []), Buffer.from(contents.get(kind) ?? [])) === 0
    const items: VerifiedItem[] = [
      verdictItem(packageFiles.results, same('results')),
      verdictItem(packageFiles.assessment, same('assessment')),
      policyItem(manifest, again.policySha256),
    ]
    // The layout of another version may differ by a line break; its words come from the same verdicts.
    if (manifest.tool.version === tool.version) items.push(reportItem(same('report')))
    return items
  } catch (error) {
    const detail = (error instanceof Error ? error.message : stableJson(error)).split('\n')[0]?.slice(0, 200) ?? ''
    return [
      {
        what: 'verdicts',
        path: packageFiles.facts,
        ok: false,
        message: {vi: `không chấm lại được: ${detail}`, en: `cannot be judged again: ${detail}`},
      },
    ]
  }
}

function verdictItem(path: string, ok: boolean): VerifiedItem {
  return {
    what: 'verdicts',
    path,
    ok,
    message: ok
      ? {vi: 'chấm lại cho cùng kết quả', en: 'judged again with the same result'}
      : {vi: 'chấm lại cho kết quả KHÁC', en: 'judged again with a DIFFERENT result'},
  }
}

function policyItem(manifest: Manifest, hash: string): VerifiedItem {
  const ok = manifest.policy.sha256 === hash
  return {
    what: 'verdicts',
    path: packageFiles.content,
    ok,
    message: ok
      ? {
          vi: `danh mục ${manifest.policy.id} ${manifest.policy.version} đúng mã băm`,
          en: `catalogue ${manifest.policy.id} ${manifest.policy.version} has the stated hash`,
        }
      : {vi: 'danh mục yêu cầu không đúng mã băm đã ghi', en: 'the catalogue does not have the stated hash'},
  }
}

function reportItem(ok: boolean): VerifiedItem {
  return {
    what: 'report',
    path: packageFiles.report,
    ok,
    message: ok
      ? {vi: 'in lại cho đúng từng byte', en: 'printed again with the same bytes'}
      : {vi: 'in lại cho tệp KHÁC', en: 'printed again with DIFFERENT bytes'},
  }
}

async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, manifestName)
  const read = await readPlainFile(path)
  const bad = (vi: string, en: string) =>
    new UserError({
      code: 'bad-manifest',
      what: {vi, en},
      where: path,
      next: {
        vi: 'Chỉ đúng thư mục đánh giá trong assessments/, hoặc lấy lại thư mục từ bản gốc.',
        en: 'Name a folder below assessments/, or take the folder from the original again.',
      },
    })
  if (!read.ok) throw bad(`Không đọc được manifest: ${read.message.vi}`, `The manifest cannot be read: ${read.message.en}`)
  try {
    return manifestSchema.parse(JSON.parse(Buffer.from(read.data).toString('utf8')))
  } catch {
    throw bad('Tệp manifest.json không đúng cấu trúc', 'manifest.json does not have the right shape')
  }
}

/** Never follows a link out of the folder and never reads what is no plain file. */
async function readPlainFile(path: string): Promise<{ok: true; data: Uint8Array} | {ok: false; message: Localized}> {
  try {
    const info = await lstat(path)
    if (!info.isFile()) return {ok: false, message: {vi: 'không phải tệp thường', en: 'is no plain file'}}
    if (info.size > maxFileBytes) return {ok: false, message: {vi: 'quá lớn', en: 'is too large'}}
    return {ok: true, data: await readFile(path)}
  } catch {
    return {ok: false, message: {vi: 'không có hoặc không đọc được', en: 'is missing or cannot be read'}}
  }
}
