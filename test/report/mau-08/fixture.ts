import {deriveMau08, type Mau08Source} from '../../../src/audit/mau-08.ts'
import {loadContent} from '../../../src/content/content.ts'
import {loadMau08Words} from '../../../src/content/load-mau-08.ts'
import {loadSample} from '../../../src/content/load-sample.ts'
import {type AssessmentRecord, type Register, type RegisteredDocument, register, type System} from '../../../src/model/register.ts'
import type {ReportDocument} from '../../../src/report/document.ts'
import {composeMau08} from '../../../src/report/mau-08/compose.ts'
import type {Mau08Issue} from '../../../src/report/mau-08/issue.ts'
import {validateMau08} from '../../../src/report/mau-08/validate.ts'
import type {Mau08Values} from '../../../src/report/mau-08/values.ts'

export const words = loadMau08Words()
export const on = '2026-12-14'
const {labels} = loadContent().words
const source = {confidence: 'seen'} as const

export const approved: System = {
  id: 'cong-ttdt',
  name: 'Cổng thông tin điện tử',
  role: 'operates',
  status: 'operating',
  operatingSince: '2026-11-01',
  owner: 'Ủy ban nhân dân tỉnh An Giang',
  specialisedUnit: 'Công an tỉnh An Giang',
  operator: 'Văn phòng Sở',
  offices: [],
  sites: [],
  networks: [],
  endpoints: {members: []},
  type: 'service',
  information: ['public'],
  subjects: {},
  level: 2,
  state: 'approved',
  decision: 'qd-01',
  regulation: 'qc-01',
  deployment: 'full',
  source,
}

export const drafting: System = {
  ...approved,
  id: 'csdl',
  name: 'Cơ sở dữ liệu công chứng',
  level: 3,
  state: 'drafting',
  deployment: 'partial',
  plannedApprovalOn: '2027-03-31',
  plannedDeploymentOn: '2027-06-30',
}
// Papers of the approved one are not those of the other.
delete drafting.decision
delete drafting.regulation
delete drafting.operatingSince

export const decision: RegisteredDocument = {
  id: 'qd-01',
  kind: 'decision',
  number: 'Quyết định số 12/QĐ-CAT',
  date: '2026-10-08',
  issuer: 'Công an tỉnh An Giang',
  title: 'Phê duyệt cấp độ',
  systems: ['cong-ttdt'],
  source,
}
export const regulation: RegisteredDocument = {
  id: 'qc-01',
  kind: 'regulation',
  number: 'Quyết định số 34/QĐ-STP',
  date: '2026-09-01',
  issuer: 'Sở Tư pháp tỉnh An Giang',
  title: 'Quy chế bảo đảm an ninh mạng',
  systems: [],
  source,
}
export const check: AssessmentRecord = {
  id: 'dg-01',
  system: 'cong-ttdt',
  kind: 'periodic',
  on: '2026-12-01',
  assessor: 'Phòng Kiểm tra',
  independent: true,
  conclusion: 'meets',
}

const body = {kind: 'unit', functions: 'Luật Tổ chức chính quyền địa phương', position: 'Thủ trưởng', phone: '02963 000 000'} as const

/** A register with nothing missing: two systems, one approved, and one that is only used. */
export function completeRegister(): Register {
  return register.parse({
    schema: 'stp-sec/register/1',
    systems: [approved, drafting, {...approved, id: 'ioffice', name: 'iOffice', role: 'uses'}],
    documents: [decision, regulation],
    people: [
      {
        ...body,
        id: 'ubnd',
        name: 'Ủy ban nhân dân tỉnh An Giang',
        roles: ['owner'],
        representative: 'Nguyễn Văn Ánh',
        address: 'Số 1 Trần Hưng Đạo',
        email: 'ubnd@angiang.gov.vn',
      },
      {
        ...body,
        id: 'cat',
        name: 'Công an tỉnh An Giang',
        roles: ['specialised-unit'],
        representative: 'Lê Thị Bưởi',
        address: 'Số 2 Lê Lợi',
        email: 'cat@angiang.gov.vn',
      },
    ],
    incidents: [],
    trainings: [],
    assessments: [check],
    attestations: [],
    waivers: [],
    tasks: [],
  })
}

export function sourceOf(entered: Register, more: Partial<Mau08Source> = {}): Mau08Source {
  return {
    year: 2026,
    on,
    register: entered,
    workspace: {...loadSample().workspace, sample: false},
    evaluations: new Map(),
    rules: words.rules,
    countDrafts: false,
    dataAges: 'Dữ liệu tham chiếu: vòng đời sản phẩm ngày 01/11/2026 (43 ngày tuổi).',
    ministry: words.head.ministry,
    ...more,
  }
}

export interface Derived {
  values: Mau08Values
  issues: Mau08Issue[]
}

export function derive(entered: Register, more: Partial<Mau08Source> = {}): Derived {
  const values = deriveMau08(sourceOf(entered, more))
  return {values, issues: validateMau08(values, words.rules)}
}

export function compose(derived: Derived): ReportDocument {
  return composeMau08({...derived, words, labels})
}

/** The document as lines of text, for a golden and for searching. */
export function textOf({blocks}: ReportDocument): string {
  return blocks
    .flatMap((block): string[] => {
      const text = (runs: readonly {text: string}[]) => runs.map((run) => run.text).join('')
      switch (block.kind) {
        case 'letter-head':
          return [block.parent, block.issuer, block.nationalTitle, block.motto, block.number, block.placeAndDate].map((line) =>
            line.trimEnd(),
          )
        case 'heading':
          return ['', `## ${block.text}`]
        case 'paragraph':
          return [text(block.runs)]
        case 'section':
          return ['', `===== ${block.orientation} ${[block.label, block.title, block.note].filter(Boolean).join(' | ')}`.trimEnd()]
        case 'table':
          return [
            ...(block.caption ? [`[${block.caption}]`] : []),
            block.columns.map(({header}) => header.replaceAll('\n', ' ')).join(' | '),
            ...block.rows.map((row) =>
              row
                .map((cell) => text(cell.runs))
                .join(' | ')
                .trimEnd(),
            ),
          ]
        case 'signature':
          return [block.recipientsTitle, ...block.recipients, ...block.authority, block.placeholder]
        default:
          return [block.kind]
      }
    })
    .join('\n')
}
