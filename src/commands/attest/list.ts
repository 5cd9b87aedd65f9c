import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {onFlag, soonFlag} from '../../cli/answers-flags.ts'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFrom} from '../../cli/day-flag.ts'

export default class AttestList extends BaseCommand {
  static override summary = 'Liệt kê các câu trả lời và hạn của chúng, hoặc các câu hỏi chưa có người trả lời (--open).'
  static override description = 'Mã thoát 1 khi có câu trả lời đã hết hạn hoặc còn câu hỏi chưa trả lời.'
  static override flags = {
    workspace: workspaceFlag,
    system: Flags.string({summary: 'Chỉ của hệ thống này.'}),
    open: Flags.string({summary: 'Các câu hỏi chưa có trả lời còn hiệu lực của hệ thống này, theo nhóm.', exclusive: ['system']}),
    on: onFlag,
    'soon-days': soonFlag,
  }
  static override examples = ['<%= config.bin %> attest list', '<%= config.bin %> attest list --open lan-co-so-1']

  async run(): Promise<unknown> {
    const {flags} = await this.parse(AttestList)
    const on = dayFrom(flags.on, new Date())
    return flags.open === undefined ? this.listAnswers(flags, on) : this.listOpen(flags.open, flags.workspace, on)
  }

  private async listAnswers(flags: {workspace: string; system?: string | undefined; 'soon-days': number}, on: string): Promise<unknown> {
    const [{attestationLines, listAttestations}, {findSystem}, {readRegister}, {loadContent}] = await Promise.all([
      import('../../cli/answers-attest.ts'),
      import('../../audit/find-system.ts'),
      import('../../cli/edit-register.ts'),
      import('../../content/content.ts'),
    ])
    const folder = resolve(flags.workspace)
    const register = await readRegister(folder)
    if (flags.system !== undefined) findSystem(register, flags.system, folder)
    const content = loadContent()
    const answers = listAttestations(register, content, on, flags['soon-days']).filter(
      (answer) => flags.system === undefined || answer.system === flags.system,
    )
    process.exitCode = answers.some((answer) => answer.state === 'expired' && !answer.superseded) ? 1 : 0
    if (!this.jsonEnabled()) {
      if (answers.length === 0) this.log(this.say({vi: 'Chưa có câu trả lời nào.', en: 'No answers yet.'}))
      for (const answer of answers) for (const line of attestationLines(answer, content, this.language)) this.log(line)
    }
    return {on, attestations: answers}
  }

  private async listOpen(system: string, workspace: string, on: string): Promise<unknown> {
    const [{findOpenQuestions, openQuestionLines, questionOf}, {findAnswered}, {readRegister}, {loadContent}] = await Promise.all([
      import('../../cli/answers-attest.ts'),
      import('../../cli/answers-context.ts'),
      import('../../cli/edit-register.ts'),
      import('../../content/content.ts'),
    ])
    const folder = resolve(workspace)
    const register = await readRegister(folder)
    const groups = findOpenQuestions(findAnswered(loadContent(), register, system, on, folder), register, on)
    const count = groups.reduce((sum, group) => sum + group.questions.length, 0)
    process.exitCode = count > 0 ? 1 : 0
    if (!this.jsonEnabled()) {
      this.log(
        this.say({
          vi: `${system}: ${count} câu hỏi chưa có trả lời còn hiệu lực.`,
          en: `${system}: ${count} questions without an answer in force.`,
        }),
      )
      for (const line of openQuestionLines(groups, this.language)) this.log(line)
      if (count > 0)
        this.log(
          this.say({
            vi: `\nTrả lời: stp-sec attest add ${system} MÃ_YÊU_CẦU`,
            en: `\nAnswer with: stp-sec attest add ${system} REQUIREMENT`,
          }),
        )
    }
    const shown = groups.map(({id, name, informative, questions}) => ({
      id,
      name,
      informative,
      questions: questions.map((found) => questionOf(found, on)),
    }))
    return {system, on, count, groups: shown}
  }
}
