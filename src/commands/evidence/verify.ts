import {resolve} from 'node:path'
import {Args} from '@oclif/core'
import {BaseCommand} from '../../cli/base-command.ts'

export default class EvidenceVerify extends BaseCommand {
  static override summary = 'Kiểm tra một thư mục đánh giá: mã băm từng tệp, chấm lại dữ liệu và so kết quả.'
  static override args = {folder: Args.string({description: 'Thư mục đánh giá (assessments/...).', required: true})}
  static override examples = ['<%= config.bin %> evidence verify stp-sec-data/assessments/lan-co-so-1-2026-12-14-1a2b3c4d']

  async run(): Promise<unknown> {
    const {args} = await this.parse(EvidenceVerify)
    const {verifyEvidence} = await import('../../audit/verify-evidence.ts')
    const verification = await verifyEvidence(resolve(args.folder))
    if (!verification.ok) process.exitCode = 1
    if (!this.jsonEnabled()) {
      const {pad} = await import('../../cli/columns.ts')
      this.log(`${verification.id}  (${verification.manifest.createdAt}, ${verification.manifest.createdBy})`)
      for (const item of verification.items)
        this.log(
          `  ${item.ok ? this.say({vi: 'ĐÚNG', en: 'OK  '}) : this.say({vi: 'SAI ', en: 'BAD '})}  ${pad(item.path, 20)} ${this.say(item.message)}`,
        )
      this.log(
        verification.ok
          ? this.say({vi: 'Chứng cứ nguyên vẹn, chấm lại cho cùng kết quả.', en: 'The evidence is intact and judges to the same result.'})
          : this.say({vi: 'Chứng cứ KHÔNG còn nguyên vẹn.', en: 'The evidence is NOT intact.'}),
      )
    }
    return {...verification, items: verification.items.map((item) => ({...item, message: this.say(item.message)}))}
  }
}
