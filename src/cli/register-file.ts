import type {Localized} from '../model/text.ts'
import type {Incoming} from '../register/merge.ts'

/** Copies the file of a document into the evidence store and sets the fields that say so. */
export async function keepFile(folder: string, source: string, values: Map<string, unknown>): Promise<void> {
  const [{resolve}, {storeEvidence}] = await Promise.all([import('node:path'), import('../store/evidence.ts')])
  const {name, sha256, bytes} = await storeEvidence(folder, resolve(source))
  values.set('file.name', name).set('file.sha256', sha256).set('file.bytes', bytes)
}

/** Documents that an import brings with the hash of a file that this workspace does not hold. */
export async function noticesOfMissingFiles(folder: string, incoming: readonly Incoming[]): Promise<Localized[]> {
  const {hasEvidence} = await import('../store/evidence.ts')
  const missing: string[] = []
  for (const {values} of incoming) {
    const sha256 = values.get('file.sha256')
    if (typeof sha256 === 'string' && !(await hasEvidence(folder, sha256))) missing.push(String(values.get('id')))
  }
  if (missing.length === 0) return []
  const list = `${missing.slice(0, 10).join(', ')}${missing.length > 10 ? ', …' : ''}`
  return [
    {
      vi: `${missing.length} văn bản có tệp chưa nằm trong kho bằng chứng của thư mục này (${list}): thêm bằng "stp-sec document edit MÃ --file TỆP"`,
      en: `${missing.length} documents have files that this workspace does not hold (${list}): add them with "stp-sec document edit ID --file FILE"`,
    },
  ]
}
