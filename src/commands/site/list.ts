import {listCommand} from '../../cli/register-list.ts'

export default class SiteList extends listCommand('site') {
  static override summary = 'Liệt kê các trang, dịch vụ công khai.'
}
