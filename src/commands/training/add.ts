import {addCommand} from '../../cli/register-add.ts'

const command = await addCommand('training')

export default class TrainingAdd extends command {
  static override summary = 'Thêm hoạt động đào tạo, diễn tập.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --kind drill --title "Diễn tập ứng phó sự cố" --date 15/10/2026 --participants 20',
  ]
}
