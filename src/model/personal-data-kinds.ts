/** What was found of a person. The first six are numbers of one person only. No schema stands here: worker threads load this file. */
export const attributeKinds = [
  'cccd',
  'cmnd',
  'phone',
  'bank',
  'socialInsurance',
  'healthCard',
  'name',
  'birthDate',
  'address',
  'email',
  'health',
  'minor',
] as const
export type AttributeKind = (typeof attributeKinds)[number]

export const personalDataLevels = ['none', 'medium', 'high', 'critical'] as const
export type PersonalDataLevel = (typeof personalDataLevels)[number]

export const proofKinds = ['label', 'heading', 'birth', 'sex', 'name', 'column'] as const
export type ProofKind = (typeof proofKinds)[number]
