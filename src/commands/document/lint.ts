import {Args} from '@oclif/core'
import {BaseCommand} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'
import {UserError} from '../../lib/user-error.ts'

export default class DocumentLint extends BaseCommand {
  static override summary =
    'Rà soát viện dẫn trong văn bản .docx, .txt: văn bản hết hiệu lực, chưa có hiệu lực, sai số, cơ quan không còn nhiệm vụ. Không sửa tệp.'
  static override args = {file: Args.string({description: 'Tệp văn bản, .docx hoặc .txt (UTF-8).', required: true})}
  static override flags = {on: dayFlag}
  static override examples = [
    '<%= config.bin %> <%= command.id %> quy-che.docx',
    '<%= config.bin %> <%= command.id %> ke-hoach.txt --on 2026-12-14 --json',
  ]

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(DocumentLint)
    const on = dayFrom(flags.on, new Date())
    const [{loadContent}, {loadCitationRules}, {readDocument}, {refusalWords}, {lintDocument}, {disclaimer, lintLines}] = await Promise.all(
      [
        import('../../content/content.ts'),
        import('../../content/load-citation-rules.ts'),
        import('../../lint-document/read-document.ts'),
        import('../../lint-document/refusals.ts'),
        import('../../lint-document/lint-document.ts'),
        import('../../cli/lint-lines.ts'),
      ],
    )
    const read = readDocument(await readFileBytes(args.file), args.file)
    if (!read.ok)
      throw new UserError({
        code: read.refusal,
        what: refusalWords[read.refusal].what,
        where: read.part === undefined ? args.file : `${args.file} (${read.part})`,
        next: refusalWords[read.refusal].next,
      })
    const content = loadContent()
    const result = lintDocument(read.segments, loadCitationRules(content.legalBasis), on)
    if (!this.jsonEnabled()) for (const line of lintLines(args.file, on, result, content.words.labels, this.language)) this.log(line)
    const errors = result.findings.filter((finding) => finding.severity === 'error').length
    if (errors > 0) process.exitCode = 1
    return {
      schema: 'stp-sec/document-lint/1',
      file: args.file,
      format: read.format,
      on,
      errors,
      notices: result.findings.length - errors,
      findings: result.findings.map(({instead, what, ...finding}) => ({
        ...finding,
        what: this.say(what),
        ...(instead ? {instead: this.say(instead)} : {}),
      })),
      citations: result.citations,
      unchecked: result.unchecked,
      disclaimer: this.say(disclaimer),
    }
  }
}

async function readFileBytes(path: string): Promise<Uint8Array> {
  const [{open, stat}, {readLimits}] = await Promise.all([import('node:fs/promises'), import('../../lint-document/refusals.ts')])
  const status = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' || error.code === 'ENOTDIR' ? notFound(path, error) : error
  })
  if (!status.isFile())
    throw new UserError({
      code: 'not-a-file',
      what: {vi: 'Đây không phải một tệp', en: 'This is no file'},
      where: path,
      next: {vi: 'Ghi đường dẫn tới tệp .docx hoặc .txt.', en: 'Give the path of a .docx or .txt file.'},
    })
  const file = await open(path, 'r')
  try {
    // A byte more than the limit is enough to know that it is too large.
    const bytes = new Uint8Array(Math.min(status.size, readLimits.fileBytes + 1))
    let length = 0
    while (length < bytes.length) {
      const {bytesRead} = await file.read(bytes, length, bytes.length - length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    return bytes.subarray(0, length)
  } finally {
    await file.close()
  }
}

function notFound(path: string, cause: Error): UserError {
  return new UserError(
    {
      code: 'no-such-file',
      what: {vi: 'Không có tệp này', en: 'There is no such file'},
      where: path,
      next: {
        vi: 'Kiểm tra đường dẫn; tên có dấu cách phải đặt trong dấu nháy.',
        en: 'Check the path; a name with spaces goes into quotation marks.',
      },
    },
    cause,
  )
}
