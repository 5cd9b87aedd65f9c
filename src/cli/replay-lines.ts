import type {Replay, ReplaySide, SystemReplay} from '../audit/replay.ts'
import type {LinkedChange, MachineChange, ReplayedRequirement, ReplayOutcome} from '../audit/replay-changes.ts'
import type {Content} from '../content/content.ts'
import {dayOf, formatDay, timeOf} from '../lib/dates.ts'
import {formatPercent} from '../lib/format-percent.ts'
import type {Verdict} from '../model/assessment.ts'
import type {Language} from '../model/text.ts'
import {pad, wrap} from './columns.ts'

const label = 26
const side = 26
/** Machines that one line names, and rows of one list; `--json` has all. */
const namedMachines = 6
const shownRows = 60

/** Both catalogues side by side and who changes, at most 80 columns. */
export function replayLines(replay: Replay, content: Content, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const lines: string[] = []
  for (const item of replay.systems) lines.push(...systemLines(item, replay, content, language), '')
  const skipped = (reason: Replay['skipped'][number]['reason']) =>
    replay.skipped.filter((item) => item.reason === reason).map(({system}) => system)
  lines.push(
    ...named(t('Bỏ qua, chưa ghi máy nào', 'Passed over, no machine entered'), skipped('no-machines'), Number.POSITIVE_INFINITY),
    ...named(
      t('Bỏ qua, chưa có dữ liệu đến ngày này', 'Passed over, no facts until that day'),
      skipped('no-facts'),
      Number.POSITIVE_INFINITY,
    ),
  )
  const caveat = content.policies.get(replay.policy)?.head.caveat[language]
  if (caveat !== undefined && replay.policy !== replay.inForce) lines.push(...wrap(`${replay.policy}: ${caveat}`))
  lines.push(
    ...wrap(
      t(
        'Cấp độ, bản xác nhận, miễn trừ lấy từ sổ đăng ký hiện nay, tính theo thời hạn tại ngày xét. Không thu thập, không ghi gì. Đây là kết quả tự đánh giá.',
        'Level, answers and waivers are those of the register now, with their validity on that day. Nothing was collected or written. This is a self-review.',
      ),
    ),
  )
  return lines
}

function systemLines(item: SystemReplay, replay: Replay, content: Content, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const {labels} = content.words
  const {inForce, replayed, changes, machines} = item
  const lines = [
    ...wrap(`${item.system.name} (${item.system.id})`),
    ...wrap(
      t(
        `Cấp độ ${item.system.level}, ngày ${formatDay(replay.on)}: ${machines.judged} máy có dữ liệu, cũ nhất ngày ${formatDay(machines.oldest)}`,
        `Level ${item.system.level}, ${replay.on}: ${machines.judged} machines with facts, the oldest of ${dayOf(timeOf(machines.oldest))}`,
      ),
    ),
    ...named(t('Chưa có dữ liệu đến ngày này', 'Without facts until that day'), machines.missing),
    ...named(t('Dữ liệu đã lưu bị hỏng', 'Stored facts are damaged'), machines.unreadable),
    '',
    row('', t('Đang có hiệu lực', 'In force'), t('Xét lại', 'Judged again')),
    row('', inForce.policy.id, replayed.policy.id),
    row(t('Kết luận tự đánh giá', 'Self-review conclusion'), ...both(item, ({conclusion}) => labels.conclusion[conclusion][language])),
    row(t('Mức phù hợp (nội bộ)', 'Conformity (internal)'), ...both(item, ({index}) => formatPercent(index.conformity, language))),
    row(t('Sau miễn trừ', 'After waivers'), ...both(item, ({index}) => formatPercent(index.afterWaivers, language))),
    row(t('Mức bao phủ', 'Coverage'), ...both(item, ({index}) => formatPercent(index.coverage, language))),
    ...countRows.map(([verdict, key]) => row(labels.verdict[verdict][language], ...both(item, ({counts}) => String(counts[key])))),
    '',
    ...wrap(`${t('Căn cứ', 'Basis')}, ${inForce.policy.id}: ${inForce.reason[language]}`),
  ]
  if (replay.policy === replay.inForce)
    return [
      ...lines,
      ...wrap(
        t(
          'Danh mục được hỏi chính là danh mục có hiệu lực ngày này: không có gì để đối chiếu.',
          'The catalogue asked for is the one in force on that day: there is nothing to compare.',
        ),
      ),
    ]
  lines.push(...wrap(`${replayed.policy.id}: ${replayed.reason[language]}`))
  lines.push(...linkedLines(changes.linked, changes.same, content, language))
  if (changes.checks.length > 0) {
    lines.push(
      '',
      ...wrap(t('Phép kiểm tra của yêu cầu không có tương ứng, máy đổi kết quả:', 'Checks without a counterpart, machines that change:')),
    )
    for (const change of changes.checks.slice(0, shownRows)) {
      lines.push(...wrap(`${change.check}: ${content.checks.get(change.check)?.check.title[language] ?? ''}`, '  '))
      for (const machine of change.machines) lines.push(...machineLine(machine, content, language))
    }
    lines.push(...moreRows(changes.checks.length, language))
  }
  lines.push(
    '',
    ...onlyLines(inForce, changes.onlyInForce, content, language),
    ...onlyLines(replayed, changes.onlyReplayed, content, language),
  )
  return lines
}

const countRows = [
  ['met', 'met'],
  ['partly-met', 'partlyMet'],
  ['not-met', 'notMet'],
  ['unknown', 'unknown'],
  ['not-applicable', 'notApplicable'],
] as const

function linkedLines(linked: readonly LinkedChange[], same: number, content: Content, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const show = (items: readonly ReplayedRequirement[]) =>
    items
      .map(({requirement, verdict, unanswered}) => {
        const mark = unanswered && verdict === 'unknown' ? t(', chưa trả lời', ', not answered') : ''
        return `${requirement} (${content.words.labels.verdict[verdict][language]}${mark})`
      })
      .join(', ')
  const head = t(
    `Yêu cầu có tương ứng gần nhất (theo danh mục, không phải trùng khớp): ${linked.length} đổi kết quả, ${same} giữ nguyên`,
    `Requirements with a nearest counterpart (as the catalogue names it, not an equal one): ${linked.length} change, ${same} stay`,
  )
  const policies = [...content.policies.values()].flatMap(({groups}) => groups.flatMap((group) => group.requirements))
  const titles = new Map(policies.map(({id, title}) => [id, title[language]]))
  return [
    '',
    ...wrap(`${head}${linked.length > 0 ? ':' : ''}`),
    ...linked
      .slice(0, shownRows)
      .flatMap((change) => [
        ...wrap(`${show(change.inForce)} -> ${show(change.replayed)}`, '  '),
        ...wrap(titles.get(change.replayed[0]?.requirement ?? '') ?? '', '      '),
        ...change.machines.flatMap((machine) => machineLine(machine, content, language)),
      ]),
    ...moreRows(linked.length, language),
  ]
}

function machineLine({before, after, machines}: MachineChange, content: Content, language: Language): string[] {
  const show = (outcome: ReplayOutcome) =>
    outcome === 'not-asked' ? (language === 'vi' ? 'không yêu cầu' : 'not asked') : content.words.labels.outcome[outcome][language]
  const count = language === 'vi' ? `${machines.length} máy` : `${machines.length} machines`
  return wrap(`${count} ${show(before)} -> ${show(after)}: ${some(machines)}`, '      ')
}

function onlyLines(own: ReplaySide, requirements: readonly ReplayedRequirement[], content: Content, language: Language): string[] {
  const {labels} = content.words
  const counts = new Map<Verdict, number>()
  for (const {verdict} of requirements) counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
  const list = countRows.flatMap(([verdict]) => {
    const count = counts.get(verdict)
    return count === undefined ? [] : [`${labels.verdict[verdict][language]} ${count}`]
  })
  const head =
    language === 'vi'
      ? `Không có tương ứng, chỉ ở ${own.policy.id}: ${requirements.length}`
      : `Without a counterpart, only in ${own.policy.id}: ${requirements.length}`
  return wrap(list.length > 0 ? `${head} (${list.join(', ')})` : head)
}

function both(item: SystemReplay, show: (of: ReplaySide) => string): [string, string] {
  return [show(item.inForce), show(item.replayed)]
}

function row(name: string, first: string, second: string): string {
  return `  ${pad(name, label)}${pad(first, side)}${second}`.trimEnd()
}

function named(head: string, names: readonly string[], most = namedMachines): string[] {
  return names.length === 0 ? [] : wrap(`${head} (${names.length}): ${some(names, most)}`)
}

function some(names: readonly string[], most = namedMachines): string {
  const shown = names.slice(0, most).join(', ')
  return names.length > most ? `${shown}, …` : shown
}

function moreRows(count: number, language: Language): string[] {
  const more = count - shownRows
  if (more <= 0) return []
  return [language === 'vi' ? `  … và ${more} dòng nữa; xem đủ bằng --json` : `  … and ${more} more; --json has all`]
}
