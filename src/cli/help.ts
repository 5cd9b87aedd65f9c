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
  constructor(...[command, config, options]: ConstructorParameters<typeof CommandHelp>) {
    super({...command, flags: vietnameseFlags(command.flags)}, config, options)
  }

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

/** Oclif's own words for what a flag takes, and for its own flag. */
function vietnameseFlags(flags: CommandFlags): CommandFlags {
  return Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => {
      if (flag.type === 'boolean') return [name, name === 'json' ? {...flag, description: 'Kết quả dạng JSON, cho phần mềm đọc.'} : flag]
      return [name, {...flag, helpValue: flag.helpValue ?? (flag.options ? flag.options.join('|') : '<giá trị>')}]
    }),
  )
}

type CommandFlags = ConstructorParameters<typeof CommandHelp>[0]['flags']
