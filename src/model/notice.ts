import {z} from 'zod'

/** Everything an assessment may have to say beside its verdicts. The words stand in reports/notices.yaml. */
export const noticeCodes = [
  'scope-not-declared',
  'targets-unseen',
  'no-target-applies',
  'network-not-scanned',
  'no-site-registered',
  'no-site-applies',
  'sites-unseen',
  'site-facts-old',
  'nothing-applicable',
  'no-targets',
  'unanswered',
  'other-value-justified',
  'attestation-expired',
  'waiver-expired',
  'waiver-refused-not-waivable',
  'waiver-refused-approver',
  'waiver-refused-too-long',
  'waiver-compensation-unmet',
  'waiver-compensation-unknown',
  'clock-backwards',
  'collected-without-rights',
  'fact-missing',
  'unsupported-os',
  'sample-workspace',
  'sample-created',
  'level-not-approved',
  'unregistered-machine',
] as const
export const notice = z.strictObject({code: z.enum(noticeCodes), values: z.record(z.string(), z.union([z.string(), z.number()]))})
export type Notice = z.infer<typeof notice>
