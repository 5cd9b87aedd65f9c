import {addCommand} from '../../cli/register-add.ts'

const command = await addCommand('incident')

export default class IncidentAdd extends command {
  static override summary = 'Thêm sự cố an ninh mạng.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --title "Máy trạm nhiễm mã độc" --kind malware --no-serious --no-national-security --no-personal-data --detected-at "20/11/2026 08:30"',
  ]
}
