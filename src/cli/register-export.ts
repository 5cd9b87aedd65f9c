import type {Register} from '../model/register.ts'
import type {RegisterWords} from '../model/register-words.ts'
import type {Language} from '../model/text.ts'
import {exportOf} from '../register/exported.ts'

export type ExportFormat = 'xlsx' | 'yaml'

/** The register as a file that the import takes back without change. */
export async function exportRegister(
  register: Register,
  format: ExportFormat,
  words: RegisterWords,
  language: Language,
): Promise<Uint8Array> {
  if (format === 'yaml') return new TextEncoder().encode(await toYaml(register))
  const {writeWorkbook} = await import('./register-workbook.ts')
  return writeWorkbook(register, words, language)
}

async function toYaml(register: Register): Promise<string> {
  const {Document} = await import('yaml')
  const document = new Document(exportOf(register), {version: '1.2', schema: 'core', aliasDuplicateObjects: false})
  document.commentBefore = ' Hồ sơ xuất từ stp-sec. Sửa rồi nhập lại: stp-sec register import TỆP (thử trước với --dry-run).'
  return document.toString({lineWidth: 0})
}
