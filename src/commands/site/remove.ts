import {removeCommand} from '../../cli/register-remove.ts'

export default class SiteRemove extends removeCommand('site') {
  static override summary = 'Xóa trang khỏi sổ; nội dung đã xóa được giữ trong nhật ký.'
}
