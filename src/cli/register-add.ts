import {resolve} from 'node:path'
import type {Register} from '../model/register.ts'
import type {EntryKind, RegisterWords} from '../model/register-words.ts'
import {BaseCommand, workspaceFlag} from './base-command.ts'
import {keepFile} from './register-file.ts'
import {fieldFlags} from './register-flags.ts'

/** What nobody said is known no better than this; reports print it. */
const assumed = new Map([['source.confidence', 'unverified']])

/** `add` of a kind of entries; on a terminal it asks for what is required and was not given. */
export async function addCommand(kind: EntryKind) {
  const entryFlags = await fieldFlags(kind)
  return class EntryAdd extends BaseCommand {
    static override flags = {workspace: workspaceFlag, ...entryFlags}

    async run(): Promise<unknown> {
      const {flags} = await this.parse(EntryAdd)
      const given: Readonly<Record<string, unknown>> = flags
      const command = `stp-sec ${kind} add`
      const folder = resolve(flags.workspace)
      const [{readRegisterAndOffices}, {registerWords}, {valuesFromFlags}, {addEntry}, {entriesOf, kinds}, {proposeId}] = await Promise.all(
        [
          import('./register-read.ts'),
          import('./register-words.ts'),
          import('./register-flags.ts'),
          import('../register/edit.ts'),
          import('../register/kinds.ts'),
          import('../register/propose-id.ts'),
        ],
      )
      const idFor = (current: Register, values: ReadonlyMap<string, unknown>) =>
        proposeId(String(values.get(kinds[kind].title) ?? ''), new Set(entriesOf(current, kind).map(({id}) => id)))
      const [{register, offices}, words] = await Promise.all([readRegisterAndOffices(folder), registerWords()])
      const values = await this.complete(valuesFromFlags(kind, given, words, command), words)
      const isProposed = !values.has('id')
      if (isProposed) values.set('id', idFor(register, values))
      // Tried before anything is asked of the disk: a refused entry leaves no file behind.
      addEntry(register, kind, {values, clear: []}, offices)
      if (typeof given['file'] === 'string') await keepFile(folder, given['file'], values)
      const {editRegister} = await import('./edit-register.ts')
      const edit = {folder, command, action: `${kind}.add`, object: `${kind} ${values.get('id')}`}
      let entry: {id: string} | undefined
      await editRegister(edit, (current) => {
        // Somebody else may have taken the proposed id since.
        if (isProposed && entriesOf(current, kind).some(({id}) => id === values.get('id'))) values.set('id', idFor(current, values))
        const added = addEntry(current, kind, {values, clear: []}, offices)
        entry = added.entry
        edit.object = `${kind} ${added.entry.id}`
        return added.register
      })
      if (!this.jsonEnabled()) this.log(this.say({vi: `Đã thêm: ${kind} ${entry?.id}`, en: `Added: ${kind} ${entry?.id}`}))
      return {kind, added: entry}
    }

    private async complete(values: Map<string, unknown>, words: RegisterWords): Promise<Map<string, unknown>> {
      const [{canAsk, askFields}, {fieldsOf}] = await Promise.all([import('./register-ask.ts'), import('../register/fields.ts')])
      const missing = fieldsOf(kind).filter(({path, required}) => required && path !== 'id' && !values.has(path) && !assumed.has(path))
      if (missing.length > 0 && canAsk() && !this.jsonEnabled())
        for (const [path, value] of await askFields(kind, missing, words, this.language, this.interrupted.signal)) values.set(path, value)
      for (const field of fieldsOf(kind))
        if (assumed.has(field.path) && !values.has(field.path)) values.set(field.path, assumed.get(field.path))
      return values
    }
  }
}
