import {BaseCommand} from '../../cli/base-command.ts'

export default class CheckTest extends BaseCommand {
  static override summary = 'Chạy mọi ví dụ của mọi phép kiểm tra.'

  async run(): Promise<unknown> {
    await this.parse(CheckTest)
    const [{lintContent}, {testExamples}, {formatProblem}] = await Promise.all([
      import('../../content/content.ts'),
      import('../../content/test-examples.ts'),
      import('../../content/problem.ts'),
    ])
    const tested = [...lintContent().loadedChecks].map(([id, loaded]) => ({id, ...testExamples(loaded)}))
    const examples = tested.reduce((sum, item) => sum + item.ran, 0)
    const problems = tested.flatMap((item) => item.problems)
    if (problems.length > 0) process.exitCode = 1
    if (!this.jsonEnabled()) {
      for (const problem of problems) this.logToStderr(formatProblem(problem, this.language))
      this.log(
        this.say({
          vi: `${tested.length} phép kiểm tra, ${examples} ví dụ, ${problems.length} sai.`,
          en: `${tested.length} checks, ${examples} examples, ${problems.length} wrong.`,
        }),
      )
    }
    return {checks: tested.length, examples, problems: problems.map((problem) => ({...problem, message: this.say(problem.message)}))}
  }
}
