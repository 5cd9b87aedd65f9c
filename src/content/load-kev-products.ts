import {join} from 'node:path'
import {type KevProducts, kevProducts} from '../model/kev-products.ts'
import {defaultContentRoot} from './files.ts'
import {ContentError} from './problem.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/kev-products.yaml. */
export function loadKevProducts(root: string = defaultContentRoot): KevProducts {
  const shownAs = 'policies/kev-products.yaml'
  const file = readYamlFile(join(root, shownAs), shownAs)
  const table = validateFile(file, kevProducts)
  const ids = table.products.map(({id}) => id)
  const twice = ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [{...file.placeOf(['products', index, 'id']), message: {vi: `mã "${id}" đã có`, en: `id "${id}" exists already`}}],
  )
  if (twice.length > 0) throw new ContentError(twice)
  return table
}
