import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class AttestRemove extends BaseCommand {
  static override summary = 'Rút một câu trả lời; nhật ký vẫn giữ nội dung đã rút và lý do.'
  static override args = {id: Args.string({description: 'Mã câu trả lời.', required: true})}
  static override flags = {workspace: workspaceFlag, reason: Flags.string({summary: 'Lý do rút.'})}

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(AttestRemove)
    const [{findById}, {requireFlags}, {editRegister}] = await Promise.all([
      import('../../cli/answers-context.ts'),
      import('../../cli/answers-entry.ts'),
      import('../../cli/edit-register.ts'),
    ])
    const folder = resolve(flags.workspace)
    const command = 'stp-sec attest remove'
    requireFlags(flags, {reason: {vi: 'lý do rút', en: 'why it is removed'}}, command)
    let removed: unknown
    await editRegister({folder, command, action: 'attest.remove', object: args.id, reason: flags.reason ?? ''}, (register) => {
      removed = findById(register.attestations, args.id, `${folder}/register.json`, {
        code: 'unknown-attestation',
        what: {vi: `Không có câu trả lời "${args.id}"`, en: `There is no answer "${args.id}"`},
      })
      return {...register, attestations: register.attestations.filter(({id}) => id !== args.id)}
    })
    if (!this.jsonEnabled())
      this.log(
        this.say({
          vi: `Đã rút ${args.id}; nội dung và lý do còn trong nhật ký (stp-sec journal list).`,
          en: `${args.id} removed; what it said and why it went stay in the journal (stp-sec journal list).`,
        }),
      )
    return {removed}
  }
}
