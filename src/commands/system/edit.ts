import {editCommand} from '../../cli/register-edit.ts'

const command = await editCommand('system')

export default class SystemEdit extends command {
  static override summary = 'Sửa hệ thống thông tin: chỉ đổi các trường được nêu.'
  static override examples = ['<%= config.bin %> <%= command.id %> lan-co-so-1 --level 2 --clear levelReason']
}
