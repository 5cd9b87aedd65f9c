import {resolve} from 'node:path'
import {Args} from '@oclif/core'
import type {EntryKind} from '../model/register-words.ts'
import {BaseCommand, workspaceFlag} from './base-command.ts'

/** `remove` of a kind of entries; what was removed stays in the journal. */
export function removeCommand(kind: EntryKind) {
  return class EntryRemove extends BaseCommand {
    static override args = {id: Args.string({description: `Mã; xem "stp-sec ${kind} list".`, required: true})}
    static override flags = {workspace: workspaceFlag}

    async run(): Promise<unknown> {
      const {args, flags} = await this.parse(EntryRemove)
      const [{editRegister}, {removeEntry}] = await Promise.all([import('./edit-register.ts'), import('../register/edit.ts')])
      let removed: {id: string} | undefined
      const edit = {
        folder: resolve(flags.workspace),
        command: `stp-sec ${kind} remove`,
        action: `${kind}.remove`,
        object: `${kind} ${args.id}`,
      }
      await editRegister(edit, (register) => {
        const result = removeEntry(register, kind, args.id)
        removed = result.entry
        return result.register
      })
      if (!this.jsonEnabled())
        this.log(
          this.say({
            vi: `Đã xóa: ${kind} ${args.id}. Nội dung đã xóa được giữ trong nhật ký.`,
            en: `Removed: ${kind} ${args.id}. What it held is kept in the journal.`,
          }),
        )
      return {kind, removed}
    }
  }
}
