import {removeCommand} from '../../cli/register-remove.ts'

export default class DocumentRemove extends removeCommand('document') {
  static override summary = 'Xóa văn bản; nội dung đã xóa được giữ trong nhật ký.'
}
