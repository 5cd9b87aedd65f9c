import {BaseCommand} from '../../cli/base-command.ts'

export default class PolicyLint extends BaseCommand {
  static override summary = 'Kiểm tra mọi tệp checks/, policies/, reports/: báo lỗi kèm tệp, dòng và cách viết gần đúng nhất.'

  async run(): Promise<unknown> {
    await this.parse(PolicyLint)
    const [{lintEverything}, {ContentError, formatProblem}] = await Promise.all([
      import('../../cli/lint-everything.ts'),
      import('../../content/problem.ts'),
    ])
    try {
      const content = await lintEverything()
      const requirements = [...content.policies.values()].flatMap((policy) => policy.groups.flatMap((group) => group.requirements)).length
      if (!this.jsonEnabled())
        this.log(
          this.say({
            vi: `Không có lỗi: ${content.policies.size} danh mục, ${requirements} yêu cầu, ${content.checks.size} phép kiểm tra.`,
            en: `No problems: ${content.policies.size} catalogues, ${requirements} requirements, ${content.checks.size} checks.`,
          }),
        )
      return {ok: true, policies: content.policies.size, requirements, checks: content.checks.size, problems: []}
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      process.exitCode = 2
      if (!this.jsonEnabled()) for (const problem of error.problems) this.logToStderr(formatProblem(problem, this.language))
      return {ok: false, problems: error.problems.map((problem) => ({...problem, message: this.say(problem.message)}))}
    }
  }
}
