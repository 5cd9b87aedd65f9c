import {nearest} from '../lib/nearest.ts'
import {UserError} from '../lib/user-error.ts'
import type {LifecycleProduct} from '../model/lifecycle.ts'

/** The product of an id, or all; a mistyped id is answered with the nearest one. */
export function chooseProducts(products: readonly LifecycleProduct[], id: string | undefined): readonly LifecycleProduct[] {
  if (id === undefined) return products
  const found = products.filter((product) => product.product === id)
  if (found.length > 0) return found
  const near = nearest(
    id,
    products.map(({product}) => product),
  )
  throw new UserError({
    code: 'unknown-product',
    what: {vi: `Không có sản phẩm "${id.slice(0, 100)}" trong bảng`, en: `There is no product "${id.slice(0, 100)}" in the tables`},
    where: '--product',
    next:
      near === undefined
        ? {vi: 'Xem các mã bằng lệnh stp-sec lifecycle list.', en: 'See the ids with stp-sec lifecycle list.'}
        : {
            vi: `Có phải ý bạn là "${near}"? Xem các mã bằng lệnh stp-sec lifecycle list.`,
            en: `Did you mean "${near}"? See the ids with stp-sec lifecycle list.`,
          },
  })
}
