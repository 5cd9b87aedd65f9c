import {showCommand} from '../../cli/register-show.ts'

export default class PersonShow extends showCommand('person') {
  static override summary = 'Xem một cá nhân, đơn vị.'
}
