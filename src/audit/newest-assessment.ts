import {UserError} from '../lib/user-error.ts'
import {type Assessment, assessment as assessmentSchema} from '../model/assessment.ts'
import {openToRead} from '../store/folder-store.ts'
import {findSystem} from './find-system.ts'
import {manifest, manifestName, packageFiles} from './manifest.ts'

/** The newest stored assessment of a system; says what to do when there is none. */
export async function readNewestAssessment(folder: string, systemId: string): Promise<Assessment> {
  const store = await openToRead(folder)
  try {
    findSystem(await store.readRegister(), systemId, folder)
    const own = (await store.listAssessments()).filter((id) => id.startsWith(`${systemId}-`))
    let newest: {assessment: Assessment; madeAt: string} | undefined
    for (const id of own.sort().reverse()) {
      const files = await store.readAssessment(id)
      const data = files?.get(packageFiles.assessment)
      const parsed = data && assessmentSchema.safeParse(JSON.parse(Buffer.from(data).toString('utf8')))
      if (!parsed?.success || parsed.data.system.id !== systemId) continue
      const one = {assessment: parsed.data, madeAt: madeAt(files?.get(manifestName))}
      if (!newest || isLater(one, newest)) newest = one
    }
    if (!newest)
      throw new UserError({
        code: 'no-assessment',
        what: {vi: `Hệ thống "${systemId}" chưa có lần đánh giá nào`, en: `System "${systemId}" has not been assessed yet`},
        where: `${folder}/assessments`,
        next: {vi: 'Chạy "stp-sec audit" trước.', en: 'Run "stp-sec audit" first.'},
      })
    return newest.assessment
  } finally {
    await store.close()
  }
}

/** Of two on one day the one made last: ids do not tell, they end in a hash. */
function isLater(one: {assessment: Assessment; madeAt: string}, other: {assessment: Assessment; madeAt: string}): boolean {
  return one.assessment.on === other.assessment.on ? one.madeAt > other.madeAt : one.assessment.on > other.assessment.on
}

/** Empty where the manifest does not say: a damaged one is told by `evidence verify`, and is no reason to explain nothing. */
function madeAt(data: Uint8Array | undefined): string {
  try {
    return new Date(manifest.parse(JSON.parse(Buffer.from(data ?? []).toString('utf8'))).createdAt).toISOString()
  } catch {
    return ''
  }
}
