import {addCommand} from '../../cli/register-add.ts'

const command = await addCommand('document')

export default class DocumentAdd extends command {
  static override summary = 'Thêm văn bản.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --kind decision --title "Phê duyệt cấp độ" --date 08/09/2025 --file quyet-dinh.pdf',
  ]
}
