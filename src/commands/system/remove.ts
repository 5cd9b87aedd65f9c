import {removeCommand} from '../../cli/register-remove.ts'

export default class SystemRemove extends removeCommand('system') {
  static override summary = 'Xóa hệ thống thông tin; nội dung đã xóa được giữ trong nhật ký.'
}
