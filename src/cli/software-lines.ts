import type {FindingInUse, ProgramInUse, SoftwareInUse} from '../audit/software-in-use.ts'
import type {SoftwareWhy} from '../check/software-rules.ts'
import {formatDay} from '../lib/dates.ts'
import type {SoftwareRules, SoftwareVerdict} from '../model/software-rules.ts'
import type {Language, Localized} from '../model/text.ts'
import {wrap} from './columns.ts'

const verdicts: Record<SoftwareVerdict, Localized> = {
  forbidden: {vi: 'KHÔNG ĐƯỢC DÙNG', en: 'FORBIDDEN'},
  unlicensed: {vi: 'DẤU HIỆU KHÔNG BẢN QUYỀN', en: 'SIGN OF NO LICENCE'},
  approval: {vi: 'PHẢI PHÊ DUYỆT', en: 'NEEDS APPROVAL'},
  minimum: {vi: 'PHIÊN BẢN THẤP NHẤT', en: 'MINIMUM VERSION'},
  allowed: {vi: 'ĐƯỢC PHÉP', en: 'ALLOWED'},
}

const whys: Record<SoftwareWhy, Localized> = {
  listed: {vi: 'không được dùng', en: 'forbidden'},
  sign: {vi: 'có dấu hiệu không bản quyền, cần xác minh', en: 'sign of no licence, to be looked into'},
  'not-approved': {vi: 'chưa được phê duyệt', en: 'not approved'},
  'approval-ended': {vi: 'phê duyệt đã hết hạn', en: 'approval has ended'},
  approved: {vi: 'đã được phê duyệt', en: 'approved'},
  'below-minimum': {vi: 'thấp hơn phiên bản quy định', en: 'below the minimum version'},
  'minimum-met': {vi: 'đạt phiên bản quy định', en: 'has the minimum version'},
  'version-unknown': {vi: 'chưa rõ phiên bản', en: 'version not known'},
  'level-unknown': {vi: 'chưa rõ: máy chưa thuộc hệ thống có cấp độ', en: 'not known: the PC is in no system with a level'},
  'office-unknown': {vi: 'chưa rõ: chưa biết trụ sở của máy', en: 'not known: the office of the PC is not in the register'},
  'not-on-allow-list': {vi: 'ngoài danh sách được phép', en: 'not on the allow list'},
  'on-allow-list': {vi: 'thuộc danh sách được phép', en: 'on the allow list'},
}

/** Most entries that a screen shows; --json has all. */
const mostPrograms = 60
const namedMachines = 6
const namedVersions = 4

/** Installed programs for a screen of 80 columns, what breaks a rule first. */
export function softwareLines({programs, machines, notSeen, uncounted}: SoftwareInUse, on: string, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const shown = programs.slice(0, mostPrograms)
  return [
    ...shown.flatMap((program) => programLines(program, language)),
    ...(programs.length > shown.length
      ? [
          t(
            `… và ${programs.length - shown.length} phần mềm khác (xem bằng --json)`,
            `… and ${programs.length - shown.length} more (see --json)`,
          ),
        ]
      : []),
    '',
    ...wrap(
      t(
        `Tính đến ${formatDay(on)}: ${programs.length} phần mềm trên ${machines} máy đã lưu. Lý do và nguồn của quy tắc: stp-sec software rules.`,
        `As of ${formatDay(on)}: ${programs.length} programs on ${machines} stored machines. Reasons and sources: stp-sec software rules.`,
      ),
    ),
    ...(uncounted === 0
      ? []
      : wrap(t(`${uncounted} lượt phần mềm không được kể vì có quá nhiều tên.`, `${uncounted} programs are not counted: too many names.`))),
    ...(notSeen.length === 0
      ? []
      : wrap(
          t(
            `Chưa thấy đủ danh sách phần mềm của ${notSeen.length} máy: ${namesOf(notSeen)}`,
            `The programs of ${notSeen.length} machines were not seen, or not all: ${namesOf(notSeen)}`,
          ),
        )),
  ]
}

function programLines({name, versions, machines, findings}: ProgramInUse, language: Language): string[] {
  const all = versions.map(({version}) => version || '?')
  const shown = `${all.slice(0, namedVersions).join(', ')}${all.length > namedVersions ? ', …' : ''}`
  return [
    ...wrap(`${name.slice(0, 120)} [${shown}]: ${machines} ${language === 'vi' ? 'máy' : 'machines'}`, '  '),
    ...findings.flatMap((finding) => wrap(findingText(finding, language), '      ')),
  ]
}

function findingText({rule, standing, why, machines}: FindingInUse, language: Language): string {
  const mark = standing === 'broken' ? '✗' : standing === 'unknown' ? '?' : '✓'
  return `${mark} ${whys[why][language]}${rule === null ? '' : ` (${rule})`}: ${namesOf(machines)}`
}

function namesOf(list: readonly string[]): string {
  return `${list.slice(0, namedMachines).join(', ')}${list.length > namedMachines ? `, … (${list.length})` : ''}`
}

/** Rules in force with reason and source, for a screen of 80 columns. */
export function softwareRuleLines({rules, workspace}: SoftwareRules, on: string, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const sections = (Object.keys(verdicts) as SoftwareVerdict[]).flatMap((verdict) => {
    const own = rules.filter((rule) => rule.verdict === verdict)
    if (own.length === 0) return []
    return [
      `${verdicts[verdict][language]} (${own.length})`,
      ...own.flatMap((rule) => [
        ...wrap(`${rule.title[language]}${rule.minimum === undefined ? '' : ` ≥ ${rule.minimum}`} [${rule.id}]`, '  '),
        ...(rule.levels ? wrap(`${t('Cấp độ', 'Levels')}: ${rule.levels.join(', ')}`, '      ') : []),
        ...(rule.offices ? wrap(`${t('Trụ sở', 'Offices')}: ${rule.offices.join(', ')}`, '      ') : []),
        ...wrap(rule.reason[language], '      '),
        ...(rule.approvals ?? []).flatMap(({document, office, programs, endpoints, until}) =>
          wrap(
            `${t('Phê duyệt', 'Approval')}: ${[document, programs?.join(', '), office, endpoints?.slice(0, 6).join(', ')].filter(Boolean).join('; ')}; ${t('đến', 'until')} ${formatDay(until)}${until < on ? ` (${t('đã hết hạn', 'has ended')})` : ''}`,
            '      ',
          ),
        ),
        ...wrap(
          `${t('Nguồn', 'Source')}: ${[rule.source.url, rule.source.note?.replace(/\.$/, ''), `${t('độ tin cậy', 'confidence')} ${rule.source.confidence}`].filter(Boolean).join('; ')}`,
          '      ',
        ),
      ]),
      '',
    ]
  })
  return [
    ...sections,
    ...(rules.some(({verdict}) => verdict === 'allowed')
      ? []
      : wrap(
          t('Không có danh sách được phép: không xét phần mềm ngoài danh sách.', 'There is no allow list: no program is judged by it.'),
        )),
    ...wrap(
      workspace
        ? t(
            `Tính đến ${formatDay(on)}: ${rules.length} quy tắc, có software.yaml của đơn vị (${workspace.mode === 'replace' ? 'thay toàn bộ' : 'thêm, thay theo mã'}; SHA-256 ${workspace.sha256.slice(0, 16)}…).`,
            `As of ${formatDay(on)}: ${rules.length} rules, with software.yaml of the workspace (${workspace.mode}; SHA-256 ${workspace.sha256.slice(0, 16)}…).`,
          )
        : t(
            `Tính đến ${formatDay(on)}: ${rules.length} quy tắc giao kèm công cụ; đơn vị sửa bằng tệp software.yaml cạnh workspace.json.`,
            `As of ${formatDay(on)}: ${rules.length} delivered rules; an office changes them with software.yaml beside workspace.json.`,
          ),
    ),
  ]
}
