import {resolve} from 'node:path'
import type {EntryKind} from '../model/register-words.ts'
import {BaseCommand, workspaceFlag} from './base-command.ts'

/** `list` of a kind of entries. */
export function listCommand(kind: EntryKind) {
  return class EntryList extends BaseCommand {
    static override flags = {workspace: workspaceFlag}

    async run(): Promise<unknown> {
      const {flags} = await this.parse(EntryList)
      const [{readRegisterAndOffices}, {entriesOf}] = await Promise.all([import('./register-read.ts'), import('../register/kinds.ts')])
      const {register} = await readRegisterAndOffices(resolve(flags.workspace))
      const entries = entriesOf(register, kind)
      if (!this.jsonEnabled()) await this.print(entries)
      return {kind, count: entries.length, entries}
    }

    private async print(entries: readonly {id: string}[]): Promise<void> {
      if (entries.length === 0) {
        this.log(
          this.say({vi: `Chưa có mục nào. Thêm bằng: stp-sec ${kind} add`, en: `There is none yet. Add one with: stp-sec ${kind} add`}),
        )
        return
      }
      const [{listLines}, {registerWords}] = await Promise.all([import('./register-lines.ts'), import('./register-words.ts')])
      for (const line of listLines(kind, entries as Parameters<typeof listLines>[1], await registerWords(), this.language)) this.log(line)
    }
  }
}
