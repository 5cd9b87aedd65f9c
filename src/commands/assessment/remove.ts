import {removeCommand} from '../../cli/register-remove.ts'

export default class AssessmentRemove extends removeCommand('assessment') {
  static override summary = 'Xóa lần kiểm tra, đánh giá; nội dung đã xóa được giữ trong nhật ký.'
}
