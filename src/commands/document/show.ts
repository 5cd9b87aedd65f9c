import {showCommand} from '../../cli/register-show.ts'

export default class DocumentShow extends showCommand('document') {
  static override summary = 'Xem một văn bản.'
}
