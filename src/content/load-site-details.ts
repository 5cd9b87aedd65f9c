import {join} from 'node:path'
import {type SiteDetails, siteDetails} from '../model/site-details.ts'
import {defaultContentRoot} from './files.ts'
import {ContentError} from './problem.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** What a probe says of what it did not see, in Vietnamese; both languages of an entry name the same places. */
export function loadSiteDetails(root: string = defaultContentRoot): SiteDetails {
  const shownAs = 'reports/site/details.yaml'
  const file = readYamlFile(join(root, shownAs), shownAs)
  const table = validateFile(file, siteDetails)
  const placesOf = (text: string) => [...new Set(text.match(/\{\{\d\}\}/g))].sort().join()
  const problems = table.details.flatMap(({en, vi}, index) =>
    placesOf(en) === placesOf(vi)
      ? []
      : [
          {
            ...file.placeOf(['details', index]),
            message: {vi: 'hai câu phải có cùng các chỗ thay đổi', en: 'both sentences must have the same places'},
          },
        ],
  )
  if (problems.length > 0) throw new ContentError(problems)
  return table
}
