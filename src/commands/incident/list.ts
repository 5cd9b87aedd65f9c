import {listCommand} from '../../cli/register-list.ts'

export default class IncidentList extends listCommand('incident') {
  static override summary = 'Liệt kê các sự cố an ninh mạng.'
}
