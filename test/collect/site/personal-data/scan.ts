import {compileRules} from '../../../../src/collect/site/personal-data/compile-rules.ts'
import {type Scanned, type ScanTask, scanFile} from '../../../../src/collect/site/personal-data/scan-file.ts'
import {loadPersonalDataRules} from '../../../../src/content/load-personal-data-rules.ts'
import type {AttributeKind} from '../../../../src/model/personal-data-kinds.ts'

export const rawRules = loadPersonalDataRules()
export const rules = compileRules(rawRules)
export const key = new Uint8Array(32).fill(9)

export const scan = (bytes: Uint8Array, more: Partial<ScanTask> = {}): Promise<Scanned> =>
  scanFile({bytes, key, thisYear: 2026, ...more}, rules)

/** Persons with an attribute, 0 where there are none. */
export const countOf = ({findings}: Scanned, kind: AttributeKind): number =>
  findings.attributes.find((one) => one.kind === kind)?.persons ?? 0
