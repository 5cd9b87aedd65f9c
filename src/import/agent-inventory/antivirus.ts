import {present} from '../../lib/present.ts'
import type {SeenFact} from '../../model/fact.ts'
import type {Antivirus} from '../../model/facts/antivirus.ts'
import {readDay} from './dates.ts'
import {type Gaps, type Look, readFlag, seen, untold} from './look.ts'

type Product = Antivirus['products'][number]

/** Anti-malware products as the security centre of Windows lists them; agents read them nowhere else. */
export function mapAntivirus(look: Look): SeenFact<Antivirus> | undefined {
  const entries = look.inventory.sections.antivirus
  if (!entries) return undefined
  const products = entries.flatMap((entry): Product[] => {
    const {name} = entry
    if (name === undefined) {
      look.tally.drop(noName)
      return []
    }
    // The security centre calls a product enabled while it watches files as they are opened.
    const realTime = readFlag(entry['enabled'])
    const signatures = readDay(entry['base_creation'])
    return [
      {
        name,
        ...present({
          version: entry['version'],
          realTime,
          running: realTime ? true : undefined,
          signaturesAt: signatures === undefined ? undefined : `${signatures}T00:00:00Z`,
        }),
      },
    ]
  })
  if (products.length === 0) return undefined
  const gaps: Gaps = {}
  if (products.some(({signaturesAt}) => signaturesAt === undefined))
    gaps['products.signaturesAt'] = {
      reason: 'not-supported',
      detail: 'tệp chỉ ghi "đã cập nhật" hoặc "chưa", không ghi ngày của cơ sở dữ liệu mẫu (the file has no date of the signatures)',
    }
  for (const field of ['autoUpdate', 'behaviour', 'edr', 'managed', 'scansRemovable']) gaps[`products.${field}`] = untold
  return seen(look, ['antivirus'], {products}, gaps, ['products'])
}

const noName = {vi: 'Phần mềm diệt mã độc không có tên', en: 'Anti-malware products without a name'}
