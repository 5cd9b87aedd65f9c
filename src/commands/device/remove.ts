import {removeCommand} from '../../cli/register-remove.ts'

export default class DeviceRemove extends removeCommand('device') {
  static override summary = 'Xóa thiết bị khỏi sổ; nội dung đã xóa được giữ trong nhật ký.'
}
