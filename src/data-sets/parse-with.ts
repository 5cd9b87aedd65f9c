import type {z} from 'zod'
import {printable} from './printable.ts'
import {refuse} from './refuse.ts'

/** A value in the shape we use, or a refusal that names the field. */
export function parseWith<S extends z.ZodType>(shape: S, value: unknown, where: string): z.infer<S> {
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = printable(issue?.path.join('.') ?? '').slice(0, 120)
  const message = printable(issue?.message ?? '').slice(0, 200)
  throw refuse(
    'bad-shape',
    `${where}${field === '' ? '' : ` (${field})`}`,
    {
      vi: `Nội dung không đúng cấu trúc của bộ dữ liệu: ${message}`,
      en: `The content does not have the shape of the data set: ${message}`,
    },
    {
      vi: 'Nguồn có thể đã đổi cấu trúc, hoặc tệp bị sửa; tải lại từ nguồn, nếu vẫn vậy thì cần bản stp-sec mới hơn.',
      en: 'The source may have changed its shape, or the file was altered; get it again, and if it stays so use a newer stp-sec.',
    },
  )
}
