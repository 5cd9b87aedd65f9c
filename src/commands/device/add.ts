import {addCommand} from '../../cli/register-add.ts'

const command = await addCommand('device')

export default class DeviceAdd extends command {
  static override summary = 'Thêm thiết bị.'
  static override examples = ['<%= config.bin %> <%= command.id %> --id may-in-vp --name "HP LaserJet" --kind printer --office co-so-1']
}
