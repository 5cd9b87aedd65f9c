import {editCommand} from '../../cli/register-edit.ts'

const command = await editCommand('document')

export default class DocumentEdit extends command {
  static override summary = 'Sửa văn bản: chỉ đổi các trường được nêu.'
  static override examples = ['<%= config.bin %> <%= command.id %> qd-151-stp --clear note']
}
