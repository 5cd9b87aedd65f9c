import {addCommand} from '../../cli/register-add.ts'

const command = await addCommand('system')

export default class SystemAdd extends command {
  static override summary = 'Thêm hệ thống thông tin.'
  static override examples = ['<%= config.bin %> <%= command.id %> --name "Hệ thống thông tin hộ tịch" --role operates --status operating']
}
