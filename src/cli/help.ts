import {CommandHelp, Help} from '@oclif/core'

/** Headings of the help pages in Vietnamese; oclif knows English ones only. */
const headings: Record<string, string> = {
  USAGE: 'CÁCH DÙNG',
  ARGUMENTS: 'THAM SỐ',
  FLAGS: 'TÙY CHỌN',
  'GLOBAL FLAGS': 'TÙY CHỌN CHUNG',
  DESCRIPTION: 'MÔ TẢ',
  EXAMPLES: 'VÍ DỤ',
  ALIASES: 'TÊN KHÁC',
  VERSION: 'PHIÊN BẢN',
  TOPICS: 'NHÓM LỆNH',
  COMMANDS: 'LỆNH',
}

class VietnameseCommandHelp extends CommandHelp {
  override section(header: string, body: Parameters<CommandHelp['section']>[1]): string {
    return super.section(headings[header] ?? header, body)
  }
}

export default class VietnameseHelp extends Help {
  override CommandHelpClass = VietnameseCommandHelp

  override section(header: string, body: Parameters<Help['section']>[1]): string {
    return super.section(headings[header] ?? header, body)
  }
}
