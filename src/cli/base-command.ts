import {Command, Flags} from '@oclif/core'
import {isUserFacing, type UserFacing} from '../lib/user-error.ts'
import type {Language, Localized} from '../model/text.ts'

export const baseFlags = {
  lang: Flags.option({options: ['vi', 'en'] as const, helpGroup: 'GLOBAL'})({
    summary: 'Ngôn ngữ hiển thị (language).',
    default: 'vi',
    env: 'STP_SEC_LANG',
  }),
}

export const workspaceFlag = Flags.string({
  summary: 'Thư mục làm việc.',
  env: 'STP_SEC_WORKSPACE',
  default: './stp-sec-data',
  helpValue: 'THƯ MỤC',
  helpGroup: 'GLOBAL',
})

/** What all commands share: language, `--json`, one way to fail, Ctrl-C. Commands parse, call and print; nothing else. */
export abstract class BaseCommand extends Command {
  static override enableJsonFlag = true
  static override baseFlags = baseFlags

  /** Aborted by Ctrl-C. */
  readonly interrupted = new AbortController()
  /** Known before flags are parsed, so that a message about wrong flags is in the right language too. */
  readonly language: Language = languageOf(this.argv)

  say(localized: Localized): string {
    return localized[this.language]
  }

  protected override async init(): Promise<void> {
    await super.init()
    process.once('SIGINT', () => {
      this.interrupted.abort(new Interrupted())
      // A second Ctrl-C, or work that does not listen, ends at once; nothing half-written is ever visible.
      process.once('SIGINT', () => process.exit(130))
    })
  }

  protected override async catch(error: Error & {exitCode?: number; oclif?: {exit?: number}}): Promise<unknown> {
    if (error instanceof Interrupted || this.interrupted.signal.aborted) {
      if (!this.jsonEnabled())
        process.stderr.write(this.say({vi: '\nĐã dừng theo yêu cầu; không ghi gì.\n', en: '\nStopped as asked; nothing was written.\n'}))
      process.exitCode = 130
      return undefined
    }
    const facing = await this.facingOf(error)
    process.exitCode = 2
    if (this.jsonEnabled()) {
      this.logJson({error: {code: facing.code, what: this.say(facing.what), where: facing.where, next: this.say(facing.next)}})
      return undefined
    }
    process.stderr.write(`${formatFacing(facing, this.language)}\n`)
    if (process.env['STP_SEC_DEBUG']) process.stderr.write(`${error.stack}\n`)
    return undefined
  }

  /** The one document of `--json`. Oclif takes it apart to colour it, which for long lists costs more than making it. */
  override logJson(json: unknown): void {
    process.stdout.write(`${JSON.stringify(json, null, 2)}\n`)
  }

  private async facingOf(error: Error): Promise<UserFacing> {
    if (isUserFacing(error)) return error
    const {describeFailure} = await import('./describe-failure.ts')
    return describeFailure(error, this.id ?? 'stp-sec')
  }
}

/** Language asked for by flag or environment, before anything is parsed. */
export function languageOf(argv: readonly string[]): Language {
  const index = argv.indexOf('--lang')
  const flag = index >= 0 ? argv[index + 1] : argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length)
  return (flag ?? process.env['STP_SEC_LANG']) === 'en' ? 'en' : 'vi'
}

export class Interrupted extends Error {
  constructor() {
    super('interrupted')
    this.name = 'Interrupted'
  }
}

export function formatFacing(facing: UserFacing, language: Language): string {
  const head = language === 'vi' ? ['Lỗi', 'Ở đâu', 'Làm gì tiếp'] : ['Error', 'Where', 'Next']
  return [`${head[0]}: ${facing.what[language]}`, `${head[1]}: ${facing.where}`, `${head[2]}: ${facing.next[language]}`].join('\n')
}
