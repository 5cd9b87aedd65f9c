import {addCommand} from '../../cli/register-add.ts'

const command = await addCommand('site')

export default class SiteAdd extends command {
  static override summary = 'Thêm trang hoặc dịch vụ công khai.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --id cong-stp --name "Trang thông tin điện tử Sở Tư pháp" --url https://sotuphap.example.gov.vn/',
  ]
}
