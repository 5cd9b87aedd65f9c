import {createHash} from 'node:crypto'
import {z} from 'zod'
import {moment} from '../model/text.ts'

export const manifestName = 'manifest.json'
export const sha256Pattern = /^[0-9a-f]{64}$/

/** File kinds of an assessment folder, by name. */
export const packageFiles = {
  facts: 'facts.ndjson',
  content: 'content.json.gz',
  inputs: 'inputs.json',
  results: 'results.ndjson',
  assessment: 'assessment.json',
  report: 'report.pdf',
} as const

const entry = z.strictObject({
  kind: z.enum(Object.keys(packageFiles) as [keyof typeof packageFiles]),
  path: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'a plain file name'),
  bytes: z.number().int().min(0),
  sha256: z.string().regex(sha256Pattern),
})

/** manifest.json: what an assessment folder holds, made from what, when and by whom. */
export const manifest = z.strictObject({
  schema: z.literal('stp-sec/manifest/1'),
  id: z.string(),
  createdAt: moment,
  createdBy: z.string(),
  tool: z.strictObject({name: z.string(), version: z.string()}),
  policy: z.strictObject({id: z.string(), version: z.string(), sha256: z.string().regex(sha256Pattern)}),
  files: z.array(entry).min(1),
})
export type Manifest = z.infer<typeof manifest>
export type ManifestEntry = z.infer<typeof entry>

export function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex')
}

export function entryFor(kind: keyof typeof packageFiles, data: Uint8Array): ManifestEntry {
  return {kind, path: packageFiles[kind], bytes: data.length, sha256: sha256(data)}
}
