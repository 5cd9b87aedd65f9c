import {join} from 'node:path'
import {compareLibraryVersions} from '../check/library-versions.ts'
import {type JsLibraries, jsLibraries} from '../model/js-libraries.ts'
import {defaultContentRoot} from './files.ts'
import {ContentError, type Problem} from './problem.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/site/js-libraries.yaml. A name belongs to one library, and a range has something in it. */
export function loadJsLibraries(root: string = defaultContentRoot): JsLibraries {
  const shownAs = 'policies/site/js-libraries.yaml'
  const file = readYamlFile(join(root, shownAs), shownAs)
  const tables = validateFile(file, jsLibraries)
  const problems: Problem[] = []
  const seen = new Map<string, string>()
  for (const [index, {id, files, holes}] of tables.libraries.entries()) {
    const place = (...path: (string | number)[]) => file.placeOf(['libraries', index, ...path])
    for (const name of [`id ${id}`, ...files.map((stem) => `file ${stem}`)]) {
      const other = seen.get(name)
      if (other !== undefined)
        problems.push({...place('id'), message: {vi: `"${name}" đã thuộc về ${other}`, en: `"${name}" belongs to ${other} already`}})
      seen.set(name, id)
    }
    for (const [at, {id: hole, ranges}] of holes.entries()) {
      if (holes.findIndex((one) => one.id === hole) !== at)
        problems.push({...place('holes', at), message: {vi: `lỗ hổng "${hole}" ghi hai lần`, en: `hole "${hole}" stands there twice`}})
      for (const {from, below} of ranges)
        if (from !== undefined && below !== undefined && compareLibraryVersions(from, below) >= 0)
          problems.push({...place('holes', at), message: {vi: `khoảng ${from} - ${below} rỗng`, en: `range ${from} - ${below} is empty`}})
    }
  }
  if (problems.length > 0) throw new ContentError(problems)
  return tables
}
