import {resolve} from 'node:path'
import {Args} from '@oclif/core'
import {onFlag, soonFlag} from '../../cli/answers-flags.ts'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFrom} from '../../cli/day-flag.ts'

export default class AttestShow extends BaseCommand {
  static override summary = 'Xem một câu trả lời với câu hỏi, hạn và bằng chứng.'
  static override args = {id: Args.string({description: 'Mã câu trả lời.', required: true})}
  static override flags = {workspace: workspaceFlag, on: onFlag, 'soon-days': soonFlag}

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(AttestShow)
    const [{attestationLines, evidenceLines, listAttestations}, {findById}, {readRegister}, {loadContent}] = await Promise.all([
      import('../../cli/answers-attest.ts'),
      import('../../cli/answers-context.ts'),
      import('../../cli/edit-register.ts'),
      import('../../content/content.ts'),
    ])
    const folder = resolve(flags.workspace)
    const content = loadContent()
    const answers = listAttestations(await readRegister(folder), content, dayFrom(flags.on, new Date()), flags['soon-days'])
    const answer = findById(answers, args.id, `${folder}/register.json`, {
      code: 'unknown-attestation',
      what: {vi: `Không có câu trả lời "${args.id}"`, en: `There is no answer "${args.id}"`},
    })
    const requirement = [...content.policies.values()]
      .flatMap(({groups}) => groups.flatMap((group) => group.requirements))
      .find(({id}) => id === answer.requirement)
    if (!this.jsonEnabled()) {
      if (requirement?.ask) this.log(`${this.say({vi: 'Câu hỏi', en: 'Question'})}: ${this.say(requirement.ask)}`)
      for (const line of [...attestationLines(answer, content, this.language), ...evidenceLines(answer.evidence, this.language)])
        this.log(line)
    }
    return {attestation: answer, ...(requirement?.ask ? {question: {vi: requirement.ask.vi, en: requirement.ask.en}} : {})}
  }
}
