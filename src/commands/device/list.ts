import {listCommand} from '../../cli/register-list.ts'

export default class DeviceList extends listCommand('device') {
  static override summary = 'Liệt kê các thiết bị.'
}
