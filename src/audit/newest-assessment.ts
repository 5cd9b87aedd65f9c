import {UserError} from '../lib/user-error.ts'
import {type Assessment, assessment as assessmentSchema} from '../model/assessment.ts'
import {openToRead} from '../store/folder-store.ts'
import {findSystem} from './find-system.ts'
import {packageFiles} from './manifest.ts'

/** The newest stored assessment of a system; says what to do when there is none. */
export async function readNewestAssessment(folder: string, systemId: string): Promise<Assessment> {
  const store = await openToRead(folder)
  try {
    findSystem(await store.readRegister(), systemId, folder)
    const own = (await store.listAssessments()).filter((id) => id.startsWith(`${systemId}-`))
    let newest: Assessment | undefined
    for (const id of own.sort().reverse()) {
      const data = (await store.readAssessment(id))?.get(packageFiles.assessment)
      const parsed = data && assessmentSchema.safeParse(JSON.parse(Buffer.from(data).toString('utf8')))
      if (parsed?.success && parsed.data.system.id === systemId && (!newest || parsed.data.on > newest.on)) newest = parsed.data
    }
    if (!newest)
      throw new UserError({
        code: 'no-assessment',
        what: {vi: `Hệ thống "${systemId}" chưa có lần đánh giá nào`, en: `System "${systemId}" has not been assessed yet`},
        where: `${folder}/assessments`,
        next: {vi: 'Chạy "stp-sec audit" trước.', en: 'Run "stp-sec audit" first.'},
      })
    return newest
  } finally {
    await store.close()
  }
}
