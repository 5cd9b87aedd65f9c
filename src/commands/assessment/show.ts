import {showCommand} from '../../cli/register-show.ts'

export default class AssessmentShow extends showCommand('assessment') {
  static override summary = 'Xem một lần kiểm tra, đánh giá.'
}
