import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {UserError} from '../lib/user-error.ts'
import type {EntryKind} from '../model/register-words.ts'
import {BaseCommand, workspaceFlag} from './base-command.ts'
import {keepFile} from './register-file.ts'
import {fieldFlags} from './register-flags.ts'

/** `edit` of a kind of entries: changes the fields named and no other. */
export async function editCommand(kind: EntryKind) {
  const {id: _, ...entryFlags} = await fieldFlags(kind)
  return class EntryEdit extends BaseCommand {
    static override args = {id: Args.string({description: `Mã; xem "stp-sec ${kind} list".`, required: true})}
    static override flags = {
      workspace: workspaceFlag,
      ...entryFlags,
      clear: Flags.string({
        summary: 'Xóa trắng một trường, ví dụ --clear note; ghi nhiều lần nếu có nhiều.',
        multiple: true,
        multipleNonGreedy: true,
      }),
    }

    async run(): Promise<unknown> {
      const {args, flags} = await this.parse(EntryEdit)
      const given: Readonly<Record<string, unknown>> = flags
      const command = `stp-sec ${kind} edit`
      const folder = resolve(flags.workspace)
      const [{readRegisterAndOffices}, {registerWords}, {valuesFromFlags}, {changedFields, editEntry}, {editRegister}] = await Promise.all([
        import('./register-read.ts'),
        import('./register-words.ts'),
        import('./register-flags.ts'),
        import('../register/edit.ts'),
        import('./edit-register.ts'),
      ])
      const [{register, offices}, words] = await Promise.all([readRegisterAndOffices(folder), registerWords()])
      const values = valuesFromFlags(kind, given, words, command)
      const clear = await fieldsToClear(kind, flags.clear ?? [], command)
      if (values.size === 0 && clear.length === 0 && given['file'] === undefined) throw nothingToDo(kind, args.id)
      editEntry(register, kind, args.id, {values, clear}, offices)
      if (typeof given['file'] === 'string') await keepFile(folder, given['file'], values)
      let edited: ReturnType<typeof editEntry> | undefined
      await editRegister({folder, command, action: `${kind}.edit`, object: `${kind} ${args.id}`}, (current) => {
        edited = editEntry(current, kind, args.id, {values, clear}, offices)
        return edited.register
      })
      const changed = edited ? changedFields(kind, edited.before, edited.entry) : []
      if (!this.jsonEnabled())
        this.log(
          this.say(
            changed.length === 0
              ? {vi: 'Không có gì thay đổi.', en: 'Nothing has changed.'}
              : {vi: `Đã sửa: ${kind} ${args.id} (${changed.join(', ')})`, en: `Changed: ${kind} ${args.id} (${changed.join(', ')})`},
          ),
        )
      return {kind, fields: changed, before: edited?.before, after: edited?.entry}
    }
  }
}

/** Fields named as in the workbook or as their flag; an object such as `file` stands for all its fields. */
async function fieldsToClear(kind: EntryKind, names: readonly string[], command: string): Promise<string[]> {
  if (names.length === 0) return []
  const [{fieldsOf, flagNameOf}, {nearest}] = await Promise.all([import('../register/fields.ts'), import('../lib/nearest.ts')])
  const clearable = fieldsOf(kind).filter(({required}) => !required)
  return names.flatMap((name) => {
    const found = clearable.filter((field) => [field.path, field.keys[0], flagNameOf(field)].includes(name))
    if (found.length > 0) return found.map(({path}) => path)
    const isRequired = fieldsOf(kind).some((field) => field.path === name || flagNameOf(field) === name)
    const close = nearest(
      name,
      clearable.map(({path}) => path),
    )
    throw new UserError({
      code: isRequired ? 'field-required' : 'unknown-field',
      what: isRequired
        ? {vi: `Trường "${name}" bắt buộc phải có, không xóa trắng được`, en: `The field "${name}" is required and cannot be cleared`}
        : {vi: `Không có trường "${name}"`, en: `There is no field "${name}"`},
      where: `${command} --clear`,
      next:
        close && !isRequired
          ? {vi: `Có phải ý bạn là "${close}"? Chưa ghi gì.`, en: `Did you mean "${close}"? Nothing was written.`}
          : {
              vi: `Các trường xóa được: ${clearable.map(({path}) => path).join(', ')}.`,
              en: `These can be cleared: ${clearable.map(({path}) => path).join(', ')}.`,
            },
    })
  })
}

function nothingToDo(kind: EntryKind, id: string): UserError {
  return new UserError({
    code: 'nothing-to-change',
    what: {vi: 'Chưa nêu trường nào cần sửa', en: 'No field to change was named'},
    where: `stp-sec ${kind} edit ${id}`,
    next: {
      vi: `Ghi trường cần sửa, ví dụ: stp-sec ${kind} edit ${id} --note "..."; xem "stp-sec ${kind} edit --help".`,
      en: `Name it, for example: stp-sec ${kind} edit ${id} --note "..."; see "stp-sec ${kind} edit --help".`,
    },
  })
}
