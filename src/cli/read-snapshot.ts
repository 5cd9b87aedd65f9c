import {readJsonFile} from '../lib/read-json.ts'
import {UserError} from '../lib/user-error.ts'
import {type Snapshot, snapshot, snapshotSchema} from '../model/snapshot.ts'

/** A saved snapshot, checked field by field; a foreign or newer file is named as such. */
export async function readSnapshotFile(path: string): Promise<Snapshot> {
  const value = await readJsonFile(path)
  const schema = (value as {schema?: unknown} | null)?.schema
  if (schema !== snapshotSchema)
    throw new UserError({
      code: 'foreign-file',
      what:
        typeof schema === 'string' && schema.startsWith('stp-sec/snapshot/')
          ? {vi: `Tệp do phiên bản khác của stp-sec tạo (${schema})`, en: `The file was made by another version of stp-sec (${schema})`}
          : {vi: 'Tệp này không phải dữ liệu máy của stp-sec', en: 'This file is no snapshot of stp-sec'},
      where: path,
      next: {
        vi: 'Tạo tệp bằng "stp-sec collect --json" của phiên bản này.',
        en: 'Make the file with "stp-sec collect --json" of this version.',
      },
    })
  const parsed = snapshot.safeParse(value)
  if (parsed.success) return parsed.data as Snapshot
  const [issue] = parsed.error.issues
  const place = issue?.path.join('.') ?? ''
  throw new UserError({
    code: 'schema-mismatch',
    what: {
      vi: `Dữ liệu máy không đúng cấu trúc tại "${place}": ${issue?.message}`,
      en: `The snapshot is wrong at "${place}": ${issue?.message}`,
    },
    where: path,
    next: {
      vi: 'Không sửa tệp bằng tay; thu thập lại bằng "stp-sec collect --json".',
      en: 'Do not edit the file; collect again with "stp-sec collect --json".',
    },
  })
}
