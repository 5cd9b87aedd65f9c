import {showCommand} from '../../cli/register-show.ts'

export default class SystemShow extends showCommand('system') {
  static override summary = 'Xem một hệ thống thông tin và những gì Mẫu số 08 còn thiếu.'
}
