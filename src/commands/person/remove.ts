import {removeCommand} from '../../cli/register-remove.ts'

export default class PersonRemove extends removeCommand('person') {
  static override summary = 'Xóa cá nhân, đơn vị; nội dung đã xóa được giữ trong nhật ký.'
}
