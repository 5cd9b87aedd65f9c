import {addCommand} from '../../cli/register-add.ts'

const command = await addCommand('assessment')

export default class AssessmentAdd extends command {
  static override summary = 'Thêm lần kiểm tra, đánh giá.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --system lan-co-so-1 --kind periodic --on 14/12/2026 --assessor "Tổ kiểm tra" --independent --conclusion insufficient',
  ]
}
