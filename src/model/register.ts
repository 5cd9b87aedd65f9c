import {z} from 'zod'
import {confidences, level} from './policy.ts'
import {site} from './registered-site.ts'
import {day, id, moment, wordsUpTo} from './text.ts'

const words = wordsUpTo(1000)
const count = z.number().int().min(0)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const source = z.strictObject({confidence: z.enum(confidences), note: words.optional()})

/** States of a level dossier, exactly those of Mẫu 08 column 6; absent: no dossier has been begun. */
export const dossierStates = ['drafting', 'submitted', 'appraised', 'approved'] as const
/** Mẫu 08 column 10. */
export const deployments = ['none', 'partial', 'full'] as const
/** Kinds of information (NĐ 331 Đ9.1). */
export const informationKinds = ['public', 'private', 'personal', 'state-secret'] as const
/** Kinds of systems (NĐ 331 Đ9.2.a-đ). */
export const systemTypes = ['internal', 'service', 'infrastructure', 'industrial', 'other'] as const

/** An information system: what it is, who answers for it, and how far its dossier is. */
export const system = z.strictObject({
  id,
  name: words,
  role: z.enum(['operates', 'uses']).describe('The Department runs it, or only uses it; only the first counts in Mẫu 08'),
  status: z.enum(['planned', 'building', 'operating', 'stopped']),
  operatingSince: day.optional(),
  purpose: words.optional(),
  owner: words.optional().describe('Chủ quản'),
  specialisedUnit: words.optional().describe('Đơn vị chuyên trách về an ninh mạng'),
  operator: words.optional().describe('Đơn vị vận hành'),
  delegation: id.optional().describe('Document in which the owner delegates'),
  hosting: z.enum(['own-office', 'provincial-data-centre', 'ministry', 'cloud', 'vendor', 'other']).optional(),
  hostingDetail: words.optional(),
  offices: z.array(id),
  sites: z.array(words).describe('Addresses of its web sites'),
  networks: z.array(z.string().max(50)).describe('CIDR'),
  endpoints: z.strictObject({
    declared: count.optional().describe('How many endpoints belong to it; absent: nobody has said'),
    members: z.array(z.string()).describe('Ids of endpoints'),
  }),
  type: z.enum(systemTypes).optional(),
  information: z.array(z.enum(informationKinds)),
  subjects: z
    .strictObject({
      basic: count.optional().describe('Data subjects of basic personal data'),
      sensitive: count.optional().describe('Data subjects of sensitive personal data'),
      countedOn: day.optional(),
      method: words.optional(),
    })
    .default({}),
  conditionalBusiness: z.enum(['yes', 'no', 'unknown']).optional().describe('Online service in a conditional line of business'),
  handlesProcedures: z.boolean().optional().describe('Handles administrative procedures (giải quyết TTHC)'),
  infrastructureScope: z.enum(['one-agency', 'ministry-or-province', 'national', 'international']).optional(),
  archive: z.boolean().optional().describe('Electronic archive: QCVN 12:2026 applies'),
  level: level.optional().describe('Proposed or approved'),
  levelReason: words.optional().describe('Clauses that gave the level'),
  state: z.enum(dossierStates).optional(),
  submittedOn: day.optional(),
  appraisedOn: day.optional(),
  appraiser: words.optional(),
  dossier: id.optional().describe('Document: hồ sơ đề xuất cấp độ'),
  decision: id.optional().describe('Document: quyết định phê duyệt'),
  regulation: id.optional().describe('Document: Quy chế'),
  plannedApprovalOn: day.optional(),
  deployment: z.enum(deployments).optional(),
  plannedDeploymentOn: day.optional(),
  priority: z.boolean().optional().describe('Named in the programme as one to watch first'),
  source,
})
export type System = z.infer<typeof system>

/** A paper that the register refers to. */
export const document = z.strictObject({
  id,
  kind: z.enum([
    'decision',
    'regulation',
    'dossier',
    'delegation',
    'plan',
    'report',
    'appraisal',
    'acceptance',
    'incident-plan',
    'diagram',
    'contract',
    'other',
  ]),
  number: words.optional(),
  date: day.optional(),
  issuer: words.optional(),
  title: words,
  basis: id.optional().describe('Instrument it was decided under, an id of policies/legal-basis.yaml'),
  scope: words.optional(),
  systems: z.array(id),
  file: z.strictObject({name: words, sha256, bytes: count}).optional().describe('Kept in the evidence store under its hash'),
  note: words.optional(),
  source,
})
export type RegisteredDocument = z.infer<typeof document>

/** A person or unit that the register names. */
export const person = z.strictObject({
  id,
  kind: z.enum(['person', 'unit']),
  name: words,
  position: words.optional(),
  unit: words.optional(),
  functions: words.optional().describe('Quy định chức năng, nhiệm vụ, quyền hạn (Mẫu 08 part 2)'),
  representative: words.optional().describe('Head of the body, for units'),
  address: words.optional(),
  phone: z.string().max(50).optional(),
  email: z.string().max(200).optional(),
  roles: z.array(z.enum(['owner', 'specialised-unit', 'operator', 'officer', 'approver', 'assessor', 'incident-contact', 'administrator'])),
  certificateValidUntil: day.optional().describe('Intensive-training certificate (Luật 116 Đ34.2)'),
  note: words.optional(),
})
export type Person = z.infer<typeof person>

/** An incident with the clocks of NĐ 331 Đ31.2.d. */
export const incident = z.strictObject({
  id,
  systems: z.array(id),
  title: words,
  kind: z.enum(['malware', 'intrusion', 'defacement', 'data-leak', 'denial-of-service', 'phishing', 'loss', 'other']),
  serious: z.boolean(),
  nationalSecurity: z.boolean(),
  personalData: z.boolean(),
  detectedAt: moment,
  firstReportAt: moment.optional(),
  causeReportAt: moment.optional(),
  personalDataReportAt: moment.optional().describe('Notice of the personal data breach, which goes by its own decree'),
  closedAt: moment.optional(),
  reportedTo: words.optional(),
  cause: words.optional(),
  remedy: words.optional(),
  note: words.optional(),
})
export type Incident = z.infer<typeof incident>

/** A training, drill or awareness event. */
export const training = z.strictObject({
  id,
  kind: z.enum(['training', 'drill', 'awareness']),
  title: words,
  date: day,
  hours: z.number().min(0).optional(),
  participants: count.optional(),
  invited: count.optional(),
  organiser: words.optional(),
  systems: z.array(id),
  document: id.optional(),
  note: words.optional(),
})
export type Training = z.infer<typeof training>

/** An assessment that took place, ours or another's; ours are entered when an audit is confirmed. */
export const assessmentRecord = z.strictObject({
  id,
  system: id,
  kind: z.enum(['before-use', 'periodic', 'ad-hoc']),
  on: day,
  assessor: words,
  independent: z.boolean().describe('The assessor does not operate the system'),
  conclusion: z.enum(['meets', 'does-not-meet', 'insufficient']),
  assessment: z.string().max(200).optional().describe('Id of the stored assessment'),
  document: id.optional(),
  note: words.optional(),
})
export type AssessmentRecord = z.infer<typeof assessmentRecord>

const evidenceFile = z.strictObject({title: words, sha256: sha256.optional()})

/** A person's answer to a requirement that no probe can see. */
export const attestation = z.strictObject({
  id,
  system: id,
  requirement: z.string().max(100),
  result: z.enum(['met', 'partly-met', 'not-met', 'not-applicable']),
  statement: words,
  by: words,
  confirmedBy: words.optional(),
  answeredOn: day,
  validUntil: day,
  evidence: z.array(evidenceFile),
})
export type Attestation = z.infer<typeof attestation>

/** A written exception. Changes no verdict; printed beside it. */
export const waiver = z.strictObject({
  id,
  system: id,
  requirement: z.string().max(100),
  targets: z.array(z.string()).optional().describe('Absent: all targets of the system'),
  reason: words,
  risk: words,
  document: words.describe('Number and date of the paper that allows it'),
  requestedBy: words,
  approvedBy: words,
  validFrom: day,
  expiresOn: day,
  compensatedBy: z.array(z.string().max(100)).optional().describe('Checks that must pass on the same targets instead'),
})
export type Waiver = z.infer<typeof waiver>

/** A piece of remediation with the six things that must be clear: person, work, responsibility, authority, time, result. */
export const task = z.strictObject({
  id,
  system: id,
  requirement: z.string().max(100).optional(),
  person: words,
  work: words,
  responsibility: words,
  authority: words,
  dueOn: day,
  result: words.describe('What holds when it is done'),
  status: z.enum(['open', 'doing', 'done', 'dropped']),
  before: words.optional(),
  after: words.optional(),
  openedOn: day,
  closedOn: day.optional(),
  evidence: z.array(evidenceFile),
  note: words.optional(),
})
export type Task = z.infer<typeof task>

/** What a device is, as the asset books see it; only the first three can be endpoints with facts. */
export const deviceKinds = ['workstation', 'laptop', 'server', 'printer', 'network', 'camera', 'storage', 'phone', 'other'] as const
/** What becomes of a device in the replacement plan (law-and-reports 6.3). */
export const proposals = ['keep', 'upgrade-hardware', 'upgrade-os', 'replace', 'repurpose', 'dispose'] as const

/** A device of the office as people and asset books know it; its facts, where any were collected, bear the same id. */
export const device = z.strictObject({
  id: id.describe('That of the target where facts exist'),
  name: words.describe('Name in the network or on the label'),
  kind: z.enum(deviceKinds),
  office: id.optional(),
  unit: words.optional().describe('Phòng, đơn vị'),
  place: words.optional(),
  userRole: words.optional().describe('Position of who works with it, not a name'),
  stateSecrets: z.boolean().optional().describe('Handles state secrets (BMNN): never reached over a network'),
  status: z.enum(['in-use', 'spare', 'broken', 'disposed']).optional(),
  assetTag: words.optional(),
  serial: words.optional(),
  maker: words.optional(),
  model: words.optional(),
  macs: z.array(z.string().max(50)).default([]),
  addresses: z.array(z.string().max(60)).default([]),
  purchasedYear: z.number().int().min(1990).max(2100).optional(),
  price: count.optional().describe('VND'),
  proposal: z.enum(proposals).optional().describe('What a person decided; absent: the tool proposes'),
  proposalReason: words.optional(),
  proposalYear: z.number().int().min(2020).max(2100).optional(),
  proposalPriority: z.enum(['high', 'medium', 'low']).optional(),
  proposalCost: count.optional().describe('VND'),
  wipeRecord: id.optional().describe('Document: data were wiped beyond recovery (QCVN 12 3.3.2.1.8)'),
  disposedOn: day.optional(),
  note: words.optional(),
  source: source.optional(),
})
export type Device = z.infer<typeof device>

/** A deadline of the calendar that someone has met: a report sent, a list compared. */
export const completion = z.strictObject({
  id: id.describe('That of the deadline, "mau-08-gui-chu-quan.2026"'),
  doneOn: day,
  by: words,
  document: id.optional(),
  note: words.optional(),
})
export type Completion = z.infer<typeof completion>

export const registerSchema = 'stp-sec/register/1'

/** register.json: everything people entered. */
export const register = z.strictObject({
  schema: z.literal(registerSchema),
  systems: z.array(system),
  documents: z.array(document).default([]),
  people: z.array(person).default([]),
  incidents: z.array(incident).default([]),
  trainings: z.array(training).default([]),
  assessments: z.array(assessmentRecord).default([]),
  devices: z.array(device).default([]),
  sites: z.array(site).default([]),
  attestations: z.array(attestation),
  waivers: z.array(waiver),
  tasks: z.array(task).default([]),
  completions: z.array(completion).default([]),
})
export type Register = z.infer<typeof register>
