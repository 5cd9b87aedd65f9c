import {showCommand} from '../../cli/register-show.ts'

export default class IncidentShow extends showCommand('incident') {
  static override summary = 'Xem một sự cố an ninh mạng.'
}
