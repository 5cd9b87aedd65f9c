import {editCommand} from '../../cli/register-edit.ts'

const command = await editCommand('device')

export default class DeviceEdit extends command {
  static override summary = 'Sửa thiết bị: chỉ đổi các trường được nêu.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> pc-0123456789ab --office tru-so-2 --unit "Phòng Hành chính và Bổ trợ tư pháp"',
  ]
}
