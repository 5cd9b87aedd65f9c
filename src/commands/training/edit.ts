import {editCommand} from '../../cli/register-edit.ts'

const command = await editCommand('training')

export default class TrainingEdit extends command {
  static override summary = 'Sửa hoạt động đào tạo, diễn tập: chỉ đổi các trường được nêu.'
  static override examples = ['<%= config.bin %> <%= command.id %> dien-tap-ung-pho-su-co --participants 25']
}
