import {nearest} from '../lib/nearest.ts'
import {UserError} from '../lib/user-error.ts'
import {type LifecycleProduct, productKinds} from '../model/lifecycle.ts'

/** The product of an id, the products of a kind, or all; a mistyped word is answered with the nearest one. */
export function chooseProducts(
  products: readonly LifecycleProduct[],
  {product: id, kind}: {product?: string | undefined; kind?: string | undefined},
): readonly LifecycleProduct[] {
  if (kind !== undefined && !(productKinds as readonly string[]).includes(kind)) throw unknownWord('--kind', kind, productKinds)
  const ofKind = products.filter((product) => kind === undefined || product.kind === kind)
  if (id === undefined) return ofKind
  const found = ofKind.filter((product) => product.product === id)
  if (found.length > 0) return found
  throw unknownWord(
    '--product',
    id,
    ofKind.map(({product}) => product),
  )
}

function unknownWord(where: string, word: string, known: readonly string[]): UserError {
  const near = nearest(word, known)
  const shown = word.slice(0, 100)
  const what = {vi: `Bảng thời hạn hỗ trợ không có "${shown}"`, en: `The lifecycle tables have no "${shown}"`}
  const next = where === '--kind' ? known.join(', ') : 'stp-sec lifecycle list'
  return new UserError({
    code: where === '--kind' ? 'unknown-kind' : 'unknown-product',
    what,
    where,
    next:
      near === undefined
        ? {vi: `Xem các từ dùng được: ${next}.`, en: `See what can be asked for: ${next}.`}
        : {vi: `Có phải ý bạn là "${near}"? Các từ dùng được: ${next}.`, en: `Did you mean "${near}"? What can be asked for: ${next}.`},
  })
}
