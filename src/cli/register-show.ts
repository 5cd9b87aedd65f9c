import {resolve} from 'node:path'
import {Args} from '@oclif/core'
import type {EntryKind} from '../model/register-words.ts'
import {BaseCommand, workspaceFlag} from './base-command.ts'

/** `show` of a kind of entries: all that is known of one, who refers to it, and what form 08 still lacks. */
export function showCommand(kind: EntryKind) {
  return class EntryShow extends BaseCommand {
    static override args = {id: Args.string({description: `Mã; xem "stp-sec ${kind} list".`, required: true})}
    static override flags = {workspace: workspaceFlag}

    async run(): Promise<unknown> {
      const {args, flags} = await this.parse(EntryShow)
      const [{readRegisterAndOffices}, {findEntry}, {referrersOf}, {gapsForMau08}, {registerWords}] = await Promise.all([
        import('./register-read.ts'),
        import('../register/find.ts'),
        import('../register/references.ts'),
        import('../register/gaps.ts'),
        import('./register-words.ts'),
      ])
      const folder = resolve(flags.workspace)
      const [{register}, words] = await Promise.all([readRegisterAndOffices(folder), registerWords()])
      const entry = findEntry(register, kind, args.id)
      const referrers = referrersOf(register, kind, args.id)
      const gaps = kind === 'system' ? gapsForMau08(entry, words.mau08) : undefined
      const file = await storedFile(folder, entry)
      if (!this.jsonEnabled()) {
        const {gapLines, showLines} = await import('./register-lines.ts')
        const lines = showLines(kind, entry, words, this.language)
        this.log(`${words.kinds[kind].name[this.language]}: ${entry.id}`)
        for (const line of [...lines, ...(gaps ? gapLines(gaps, words, this.language) : [])]) this.log(line)
        if (kind === 'system' && !gaps)
          this.log(this.say({vi: 'Mẫu số 08: không tính hệ thống chỉ sử dụng.', en: 'Form 08: not counted, only used.'}))
        if (file)
          this.log(this.say(file.stored ? {vi: `Tệp lưu tại: ${file.path}`, en: `File kept at: ${file.path}`} : notStored(file.path)))
        if (referrers.length > 0)
          this.log(this.say({vi: `Được tham chiếu bởi: ${referrers.join(', ')}`, en: `Referred to by: ${referrers.join(', ')}`}))
      }
      return {kind, entry, referredToBy: referrers, ...(gaps ? {missingForMau08: gaps} : {}), ...(file ? {file} : {})}
    }
  }
}

async function storedFile(folder: string, entry: {[key: string]: unknown}): Promise<{path: string; stored: boolean} | undefined> {
  const file = entry['file'] as {sha256: string} | undefined
  if (!file) return undefined
  const {evidenceFile, hasEvidence} = await import('../store/evidence.ts')
  return {path: evidenceFile(file.sha256), stored: await hasEvidence(folder, file.sha256)}
}

function notStored(path: string) {
  return {vi: `Thiếu tệp trong kho bằng chứng: ${path}`, en: `The file is missing from the evidence store: ${path}`}
}
