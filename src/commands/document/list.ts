import {listCommand} from '../../cli/register-list.ts'

export default class DocumentList extends listCommand('document') {
  static override summary = 'Liệt kê các văn bản.'
}
