import {listCommand} from '../../cli/register-list.ts'

export default class SystemList extends listCommand('system') {
  static override summary = 'Liệt kê các hệ thống thông tin.'
}
