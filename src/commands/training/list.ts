import {listCommand} from '../../cli/register-list.ts'

export default class TrainingList extends listCommand('training') {
  static override summary = 'Liệt kê các hoạt động đào tạo, diễn tập.'
}
