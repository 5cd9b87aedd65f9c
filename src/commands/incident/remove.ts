import {removeCommand} from '../../cli/register-remove.ts'

export default class IncidentRemove extends removeCommand('incident') {
  static override summary = 'Xóa sự cố an ninh mạng; nội dung đã xóa được giữ trong nhật ký.'
}
