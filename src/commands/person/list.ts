import {listCommand} from '../../cli/register-list.ts'

export default class PersonList extends listCommand('person') {
  static override summary = 'Liệt kê các cá nhân, đơn vị.'
}
