import {ContentError, formatProblem} from '../content/problem.ts'
import type {UserFacing} from '../lib/user-error.ts'
import {softwarePath} from '../store/software-file.ts'

/** Words for failures that do not carry their own: content, wrong use, full disks, bugs of ours. */
export function describeFailure(
  error: Error & {code?: string; path?: string; oclif?: unknown; parse?: unknown},
  command: string,
): UserFacing {
  if (error instanceof ContentError) {
    const list = (language: 'vi' | 'en') => error.problems.map((problem) => `\n  ${formatProblem(problem, language)}`).join('')
    const [first] = error.problems
    // Written by the office, not delivered: it is tried out by what reads it.
    if (first?.file === softwarePath)
      return {
        code: 'bad-software-rules',
        what: {
          vi: `Quy tắc phần mềm của đơn vị có ${error.problems.length} lỗi:${list('vi')}`,
          en: `The rules for software of the workspace have ${error.problems.length} problems:${list('en')}`,
        },
        where: `${softwarePath}:${first.line}`,
        next: {
          vi: 'Sửa các dòng đã nêu rồi chạy "stp-sec software rules".',
          en: 'Correct the lines named, then run "stp-sec software rules".',
        },
      }
    return {
      code: 'bad-content',
      what: {
        vi: `Nội dung (checks, policies, reports) có ${error.problems.length} lỗi:${list('vi')}`,
        en: `The content (checks, policies, reports) has ${error.problems.length} problems:${list('en')}`,
      },
      where: first ? `${first.file}:${first.line}` : 'checks/, policies/, reports/',
      next: {vi: 'Sửa các dòng đã nêu rồi chạy "stp-sec policy lint".', en: 'Correct the lines named, then run "stp-sec policy lint".'},
    }
  }
  const typed = command.replaceAll(':', ' ')
  if (error.parse !== undefined || error.oclif !== undefined) {
    return {
      code: 'bad-usage',
      what: {vi: `Dùng lệnh chưa đúng: ${oneLine(error)}`, en: `The command line is wrong: ${oneLine(error)}`},
      where: `stp-sec ${typed}`,
      next: {vi: `Xem "stp-sec ${typed} --help".`, en: `See "stp-sec ${typed} --help".`},
    }
  }
  if (error.code === 'ENOSPC' || error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS' || error.code === 'ENOENT') {
    return {
      code: error.code.toLowerCase(),
      what: {vi: `Không đọc hoặc ghi được tệp (${error.code})`, en: `A file cannot be read or written (${error.code})`},
      where: error.path ?? command,
      next: {
        vi: 'Kiểm tra đường dẫn, quyền và dung lượng ổ đĩa rồi chạy lại.',
        en: 'Check the path, the rights and the free space, then run again.',
      },
    }
  }
  return {
    code: 'unexpected',
    what: {vi: `Lỗi ngoài dự kiến của công cụ: ${firstLine(error)}`, en: `Unexpected error of the tool: ${firstLine(error)}`},
    where: command,
    next: {
      vi: 'Chạy lại với STP_SEC_DEBUG=1 và gửi nội dung hiện ra cho người phát triển.',
      en: 'Run again with STP_SEC_DEBUG=1 and send what it prints to the developers.',
    },
  }
}

/** oclif says what is wrong in the first line or two, and how to get help in the rest. */
function oneLine(error: Error): string {
  return error.message
    .split('\n')
    .filter((line) => !line.startsWith('See more help'))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 300)
}

function firstLine(error: Error): string {
  return (error.message.split('\n')[0] ?? '').slice(0, 300)
}
