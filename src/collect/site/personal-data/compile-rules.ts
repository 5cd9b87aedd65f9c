import {type LabelKind, labelKinds, type PersonalDataRules} from '../../../model/personal-data-rules.ts'
import {foldMarks, PhraseBook} from './phrase-book.ts'

/** Rules made ready for fast looking up. */
export interface CompiledRules {
  provinces: ReadonlySet<string>
  centuries: ReadonlyMap<number, {century: number; sex: 'male' | 'female'}>
  oldestAge: number
  examples: ReadonlySet<string>
  mobilePrefixes: ReadonlySet<string>
  treasury: ReadonlySet<string>
  healthCardGroups: ReadonlySet<string>
  labels: PhraseBook<LabelKind>
  sexWords: ReadonlyMap<string, 'male' | 'female'>
  titles: ReadonlyMap<string, 'male' | 'female'>
  contact: PhraseBook<true>
  organisations: PhraseBook<true>
  health: PhraseBook<true>
  listNames: PhraseBook<true>
  familyNames: ReadonlySet<string>
  placeWords: ReadonlySet<string>
  thresholds: PersonalDataRules['thresholds']
}

export function compileRules(rules: PersonalDataRules): CompiledRules {
  const labels = new PhraseBook<LabelKind>()
  for (const kind of labelKinds) labels.add(rules.labels[kind], kind)
  return {
    provinces: new Set(rules.cccd.provinces),
    centuries: new Map(rules.cccd.centuries.map(({digit, century, sex}) => [digit, {century, sex}])),
    oldestAge: rules.cccd.oldestAge,
    examples: new Set(rules.cccd.examples),
    mobilePrefixes: new Set(rules.mobilePrefixes),
    treasury: new Set(rules.treasuryAccounts),
    healthCardGroups: new Set(rules.healthCardGroups),
    labels,
    sexWords: bySex(rules.sexWords),
    titles: bySex(rules.titles),
    contact: new PhraseBook<true>().add(rules.contact, true).add(rules.staff, true),
    organisations: new PhraseBook<true>().add(rules.organisations, true),
    health: new PhraseBook<true>().add(rules.health, true),
    listNames: new PhraseBook<true>().add(rules.listNames, true),
    familyNames: new Set(rules.familyNames.map(foldMarks)),
    placeWords: new Set(rules.placeWords.map((word) => word.toLowerCase())),
    thresholds: rules.thresholds,
  }
}

function bySex({male, female}: {male: string[]; female: string[]}): Map<string, 'male' | 'female'> {
  return new Map([...male.map((word) => [word, 'male'] as const), ...female.map((word) => [word, 'female'] as const)])
}
