import {showCommand} from '../../cli/register-show.ts'

export default class DeviceShow extends showCommand('device') {
  static override summary = 'Xem một thiết bị.'
}
