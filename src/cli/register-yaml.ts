import {ContentError} from '../content/problem.ts'
import {validateFile} from '../content/validate.ts'
import {parseYaml, type YamlFile} from '../content/yaml-file.ts'
import {exported, incomingOf} from '../register/exported.ts'
import type {Incoming} from '../register/merge.ts'
import {importRefused} from './register-refused.ts'

const maxBytes = 8 * 1024 * 1024

/** The entries of a YAML file; what is wrong is told with its line. */
export function readYamlEntries(bytes: Uint8Array, path: string): Incoming[] {
  const refuse = (vi: string, en: string) => importRefused(path, [{place: lineAt(1), value: '', message: {vi, en}}])
  if (bytes.length > maxBytes) throw refuse('tệp lớn hơn 8 MB', 'the file is larger than 8 MB')
  try {
    const file = parseYaml(decode(bytes, refuse), path)
    return incomingOf(validateFile(file, exported), (place) => lineOf(file, place))
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    throw importRefused(
      path,
      error.problems.map(({line, column, message}) => ({place: lineAt(line, column), value: '', message})),
    )
  }
}

function decode(bytes: Uint8Array, refuse: (vi: string, en: string) => Error): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch {
    throw refuse('không phải tệp XLSX, cũng không phải văn bản UTF-8', 'is neither XLSX nor UTF-8 text')
  }
}

function lineOf(file: YamlFile, path: readonly PropertyKey[]) {
  const {line, column} = file.placeOf(path)
  return lineAt(line, column)
}

function lineAt(line: number, column = 1) {
  return {vi: `dòng ${line}, cột ${column}`, en: `line ${line}, column ${column}`}
}
