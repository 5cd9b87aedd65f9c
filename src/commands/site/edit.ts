import {editCommand} from '../../cli/register-edit.ts'

const command = await editCommand('site')

export default class SiteEdit extends command {
  static override summary = 'Sửa trang: chỉ đổi các trường được nêu.'
  static override examples = ['<%= config.bin %> <%= command.id %> cong-stp --systems cong-tinh --contact "Phòng Hành chính"']
}
