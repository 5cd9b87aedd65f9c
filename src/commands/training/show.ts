import {showCommand} from '../../cli/register-show.ts'

export default class TrainingShow extends showCommand('training') {
  static override summary = 'Xem một hoạt động đào tạo, diễn tập.'
}
