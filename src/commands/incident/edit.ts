import {editCommand} from '../../cli/register-edit.ts'

const command = await editCommand('incident')

export default class IncidentEdit extends command {
  static override summary = 'Sửa sự cố an ninh mạng: chỉ đổi các trường được nêu.'
  static override examples = ['<%= config.bin %> <%= command.id %> may-tram-nhiem-ma-doc --closed-at "21/11/2026 17:00"']
}
