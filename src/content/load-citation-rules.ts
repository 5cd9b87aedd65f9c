import {join} from 'node:path'
import {type Catalogue, prepareCatalogue} from '../lint-document/catalogue.ts'
import {citationRules} from '../lint-document/citation-rules.ts'
import type {LegalBasis} from '../model/legal-basis.ts'
import {defaultContentRoot} from './files.ts'
import {ContentError} from './problem.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

const shownAs = 'policies/citation-rules.yaml'

/** What documents are checked by: the legal basis and the rules of citing, joined; throws ContentError with file and line. */
export function loadCitationRules(law: LegalBasis, root: string = defaultContentRoot): Catalogue {
  const file = readYamlFile(join(root, shownAs), shownAs)
  const prepared = prepareCatalogue(law, validateFile(file, citationRules))
  if (prepared.ok) return prepared.value
  throw new ContentError(prepared.problems.map(({path, message}) => ({...file.placeOf(path), message})))
}
