import {editCommand} from '../../cli/register-edit.ts'

const command = await editCommand('assessment')

export default class AssessmentEdit extends command {
  static override summary = 'Sửa lần kiểm tra, đánh giá: chỉ đổi các trường được nêu.'
  static override examples = ['<%= config.bin %> <%= command.id %> danh-gia-lan-2026 --conclusion meets --document bao-cao-danh-gia-2026']
}
