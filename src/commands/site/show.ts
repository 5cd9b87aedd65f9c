import {showCommand} from '../../cli/register-show.ts'

export default class SiteShow extends showCommand('site') {
  static override summary = 'Xem một trang.'
}
