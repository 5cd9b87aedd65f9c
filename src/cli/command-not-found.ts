import type {Hook} from '@oclif/core'
import {nearest} from '../lib/nearest.ts'
import {formatFacing, languageOf} from './base-command.ts'

/** An unknown command gets the same kind of message as everything else, with the nearest command there is. */
const commandNotFound: Hook<'command_not_found'> = async ({id, argv, config}) => {
  const name = id.replaceAll(':', ' ')
  const close = nearest(
    name,
    config.commandIDs.map((known) => known.replaceAll(':', ' ')),
  )
  const language = languageOf(argv ?? [])
  const facing = {
    code: 'unknown-command',
    what: {vi: `Không có lệnh "${name}"`, en: `There is no command "${name}"`},
    where: 'stp-sec',
    next: close
      ? {
          vi: `Có phải ý bạn là "stp-sec ${close}"? Xem mọi lệnh: stp-sec --help.`,
          en: `Did you mean "stp-sec ${close}"? All commands: stp-sec --help.`,
        }
      : {vi: 'Xem mọi lệnh: stp-sec --help.', en: 'All commands: stp-sec --help.'},
  }
  if (argv?.includes('--json'))
    process.stdout.write(
      `${JSON.stringify({error: {code: facing.code, what: facing.what[language], where: facing.where, next: facing.next[language]}}, null, 2)}\n`,
    )
  else process.stderr.write(`${formatFacing(facing, language)}\n`)
  process.exit(2)
}

export default commandNotFound
