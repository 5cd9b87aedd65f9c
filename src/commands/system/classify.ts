import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import type {Classifier} from '../../classify/classify.ts'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'
import {nearest} from '../../lib/nearest.ts'
import {UserError} from '../../lib/user-error.ts'
import type {LevelAnswers} from '../../model/level-rules.ts'
import type {Level} from '../../model/policy.ts'
import type {Register, System} from '../../model/register.ts'

export default class SystemClassify extends BaseCommand {
  static override summary = 'Xác định cấp độ theo bảng quyết định của nghị định: chỉ hỏi điều cần, in mọi điều khoản áp dụng.'
  static override args = {system: Args.string({description: 'Mã hệ thống trong sổ đăng ký.', required: true})}
  static override flags = {
    workspace: workspaceFlag,
    on: dayFlag,
    basis: Flags.string({summary: 'Nghị định: nd-331-2026 hoặc nd-85-2016 (mặc định theo ngày).'}),
    answer: Flags.string({summary: 'Câu trả lời, dạng tên=giá trị; dùng nhiều lần.', multiple: true, default: []}),
    save: Flags.boolean({summary: 'Ghi cấp độ và điều khoản vào sổ đăng ký.'}),
    'what-if': Flags.integer({
      summary: 'Nếu hệ thống ở cấp này: yêu cầu thêm, số bị siết, máy sẽ không đạt, tài liệu còn thiếu.',
      min: 1,
      max: 5,
    }),
  }
  static override examples = [
    '<%= config.bin %> system classify trang-ttdt-so',
    '<%= config.bin %> system classify csdl-cong-chung --answer defence=không --answer nationalCriticalData=không --save',
    '<%= config.bin %> system classify lan-co-so-1 --what-if 3',
  ]

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(SystemClassify)
    const folder = resolve(flags.workspace)
    const on = dayFrom(flags.on, new Date())
    const {readRegister} = await import('../../cli/edit-register.ts')
    const register = await readRegister(folder)
    const {findSystem} = await import('../../audit/find-system.ts')
    const system = findSystem(register, args.system, folder)
    if (flags['what-if'] !== undefined) return this.whatIf(folder, register, system, flags['what-if'] as 1, on)
    const [{loadLevelRules}, {answersFromRegister}, {classify}, {classificationLines}] = await Promise.all([
      import('../../content/load-level-rules.ts'),
      import('../../classify/answers.ts'),
      import('../../classify/classify.ts'),
      import('../../cli/classify-lines.ts'),
    ])
    const classifier = chooseRules(loadLevelRules(), flags.basis, on)
    const answers = {...answersFromRegister(classifier.rules, system), ...(await givenAnswers(classifier, flags.answer))}
    const {canAsk} = await import('../../cli/ask.ts')
    if (canAsk() && !this.jsonEnabled()) await this.askOpen(classifier, answers)
    const result = classify(classifier, answers)
    if (!this.jsonEnabled()) for (const line of classificationLines(system, classifier, answers, result, this.language)) this.log(line)
    if (result.level === undefined || !result.settled) process.exitCode = 1
    if (flags.save) await this.save(folder, system, classifier, result)
    const {level, hits, open, notes, settled} = result
    return {
      system: system.id,
      basis: classifier.rules.id,
      answers,
      level: level ?? null,
      settled,
      hits: hits.map(({id, level: own, clause, reason}) => ({id, level: own, clause, reason: this.say(reason)})),
      open: open.map(({row, inputs}) => ({id: row.id, level: row.level, clause: row.clause, inputs})),
      notes: notes.map((note) => ({id: note.id, text: this.say(note.text), ...(note.atLeast ? {atLeast: note.atLeast} : {})})),
      saved: flags.save && level !== undefined,
    }
  }

  private async askOpen(classifier: Classifier, answers: LevelAnswers): Promise<void> {
    const [{openAsker}, {nextQuestion}, {readAnswer}, {questionLines}] = await Promise.all([
      import('../../cli/ask.ts'),
      import('../../classify/classify.ts'),
      import('../../classify/answers.ts'),
      import('../../cli/classify-lines.ts'),
    ])
    const asker = await openAsker()
    const declined = new Set<string>()
    try {
      for (let input = nextQuestion(classifier, answers, declined); input; input = nextQuestion(classifier, answers, declined)) {
        const typed = await asker.ask(`${questionLines(input, this.language).join('\n')}\n> `)
        const read = readAnswer(input, typed)
        if (!read.ok)
          process.stderr.write(
            this.say({
              vi: `Chưa hiểu; trả lời một trong: ${read.expected.join(', ')}\n`,
              en: `Not understood; answer one of: ${read.expected.join(', ')}\n`,
            }),
          )
        else if (read.value === undefined) declined.add(input.name)
        else answers[input.name] = read.value
      }
    } finally {
      asker.close()
    }
  }

  private async save(
    folder: string,
    system: System,
    classifier: Classifier,
    result: ReturnType<typeof import('../../classify/classify.ts').classify>,
  ): Promise<void> {
    const {level} = result
    if (level === undefined)
      throw new UserError({
        code: 'no-level',
        what: {
          vi: 'Không dòng nào của bảng áp dụng nên không có cấp độ để ghi',
          en: 'No row of the table applies, so there is no level to save',
        },
        where: system.id,
        next: {
          vi: 'Trả lời thêm câu hỏi, hoặc quyết định bằng văn bản rồi ghi bằng "stp-sec system edit".',
          en: 'Answer more questions, or decide in writing and enter it with "stp-sec system edit".',
        },
      })
    const reason = result.hits
      .filter((row) => row.level === level)
      .map((row) => row.clause)
      .join(', ')
    const {editRegister} = await import('../../cli/edit-register.ts')
    await editRegister({folder, command: 'stp-sec system classify', action: 'system.classify', object: system.id}, (register) => ({
      ...register,
      systems: register.systems.map((entry) =>
        entry.id === system.id ? {...entry, level, levelReason: `${reason} (${classifier.rules.id})`} : entry,
      ),
    }))
  }

  private async whatIf(folder: string, register: Register, system: System, level: 1 | 2 | 3 | 4 | 5, on: string): Promise<unknown> {
    const [{loadContent}, {basisOf}, {compareLevels}, {openToRead}, {whatIfLines}, {withWorkspaceData}, {endpointOffices}, {sitesOf}] =
      await Promise.all([
        import('../../content/content.ts'),
        import('../../pipeline.ts'),
        import('../../audit/what-if.ts'),
        import('../../store/folder-store.ts'),
        import('../../cli/classify-lines.ts'),
        import('../../audit/workspace-data.ts'),
        import('../../audit/endpoint-offices.ts'),
        import('../../audit/resolve-system.ts'),
      ])
    const sites = sitesOf(register, system.id)
    const content = loadContent()
    const basis = basisOf(content, on, {level, archive: system.archive, sites})
    if (!basis || system.level === undefined)
      throw new UserError({
        code: 'no-level',
        what: {vi: `Hệ thống "${system.id}" chưa có cấp độ để so sánh`, en: `System "${system.id}" has no level to compare with`},
        where: `${folder}/register.json`,
        next: {
          vi: `Chạy "stp-sec system classify ${system.id} --save" trước.`,
          en: `Run "stp-sec system classify ${system.id} --save" first.`,
        },
      })
    const store = await openToRead(folder)
    try {
      const snapshots = []
      for (const id of system.endpoints.members) {
        const stored = await store.readTarget(id)
        if (stored) snapshots.push(stored.snapshot)
      }
      const policyAt = (at: Level) => basisOf(content, on, {level: at, archive: system.archive, sites})?.policy ?? basis.policy
      const current = await withWorkspaceData(content, store)
      const offices = await endpointOffices(current.software, store, register)
      const result = await compareLevels(current, policyAt, system.level, level, snapshots, on, offices)
      if (!this.jsonEnabled())
        for (const line of whatIfLines(system, result, basis.policy, content.words.labels, snapshots.length, this.language)) this.log(line)
      return {system: system.id, policy: basis.policy.head.id, on, machines: snapshots.length, ...result}
    } finally {
      await store.close()
    }
  }
}

function chooseRules(all: ReadonlyMap<string, Classifier>, wanted: string | undefined, on: string): Classifier {
  const fits = [...all.values()]
    .filter(({rules}) => rules.validFrom <= on && (rules.validTo === undefined || on <= rules.validTo))
    .sort((a, b) => (a.rules.validFrom < b.rules.validFrom ? 1 : -1))
  const found = wanted === undefined ? fits[0] : all.get(wanted)
  if (found) return found
  throw new UserError({
    code: 'unknown-basis',
    what:
      wanted === undefined
        ? {vi: `Không có bảng quyết định cho ngày ${on}`, en: `There is no decision table for ${on}`}
        : {vi: `Không có bảng quyết định "${wanted}"`, en: `There is no decision table "${wanted}"`},
    where: '--basis',
    next: {vi: `Dùng một trong: ${[...all.keys()].join(', ')}.`, en: `Use one of: ${[...all.keys()].join(', ')}.`},
  })
}

async function givenAnswers(classifier: Classifier, given: readonly string[]): Promise<LevelAnswers> {
  const {readAnswer} = await import('../../classify/answers.ts')
  const answers: LevelAnswers = {}
  for (const pair of given) {
    const [name = '', ...rest] = pair.split('=')
    const input = classifier.rules.inputs.find((candidate) => candidate.name === name)
    if (!input) {
      const names = classifier.rules.inputs.map((candidate) => candidate.name)
      const close = nearest(name, names)
      throw new UserError({
        code: 'unknown-input',
        what: {vi: `Không có câu hỏi "${name}"`, en: `There is no question "${name}"`},
        where: `--answer ${pair}`,
        next: close
          ? {vi: `Có phải ý bạn là "${close}"?`, en: `Did you mean "${close}"?`}
          : {vi: `Dùng một trong: ${names.join(', ')}.`, en: `Use one of: ${names.join(', ')}.`},
      })
    }
    const read = readAnswer(input, rest.join('='))
    if (!read.ok)
      throw new UserError({
        code: 'bad-answer',
        what: {vi: `Câu trả lời cho "${name}" không hợp lệ`, en: `The answer to "${name}" is not valid`},
        where: `--answer ${pair}`,
        next: {vi: `Dùng một trong: ${read.expected.join(', ')}, không rõ.`, en: `Use one of: ${read.expected.join(', ')}, unknown.`},
      })
    if (read.value !== undefined) answers[name] = read.value
  }
  return answers
}
