import {addCommand} from '../../cli/register-add.ts'

const command = await addCommand('person')

export default class PersonAdd extends command {
  static override summary = 'Thêm cá nhân, đơn vị.'
  static override examples = ['<%= config.bin %> <%= command.id %> --kind unit --name "Văn phòng Sở" --roles operator']
}
