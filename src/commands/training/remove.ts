import {removeCommand} from '../../cli/register-remove.ts'

export default class TrainingRemove extends removeCommand('training') {
  static override summary = 'Xóa hoạt động đào tạo, diễn tập; nội dung đã xóa được giữ trong nhật ký.'
}
