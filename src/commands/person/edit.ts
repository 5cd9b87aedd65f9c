import {editCommand} from '../../cli/register-edit.ts'

const command = await editCommand('person')

export default class PersonEdit extends command {
  static override summary = 'Sửa cá nhân, đơn vị: chỉ đổi các trường được nêu.'
  static override examples = ['<%= config.bin %> <%= command.id %> van-phong-so --phone "0296 3852 000"']
}
