import {listCommand} from '../../cli/register-list.ts'

export default class AssessmentList extends listCommand('assessment') {
  static override summary = 'Liệt kê các lần kiểm tra, đánh giá.'
}
