import type {LifecycleRow} from '../check/lifecycle-rows.ts'
import {daysBetween, formatDay} from '../lib/dates.ts'
import {type LifecycleProduct, type LifecycleRules, type SupportStatus, supportStatuses} from '../model/lifecycle.ts'
import type {Language, Localized} from '../model/text.ts'
import {pad, wrap} from './columns.ts'

const statusNames = {
  supported: {vi: 'còn hỗ trợ', en: 'supported'},
  'ending-soon': {vi: 'sắp hết', en: 'ending soon'},
  ended: {vi: 'đã hết', en: 'ended'},
  unknown: {vi: 'chưa rõ', en: 'unknown'},
} as const satisfies Record<SupportStatus, Localized>

const cycleWidth = 40

/** The table of cycles for a screen of 80 columns, product by product. */
export function lifecycleLines(
  rows: readonly LifecycleRow[],
  products: readonly LifecycleProduct[],
  {on, rules}: {on: string; rules: LifecycleRules},
  language: Language,
): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const lines: string[] = []
  const shown = products.filter((product) => rows.some((row) => row.product === product.product))
  for (const product of shown) {
    const own = rows.filter((row) => row.product === product.product)
    lines.push(...wrap(`${product.title} [${product.product}]`))
    // One product asked for: where its days come from.
    if (shown.length === 1) lines.push(...wrap(`${t('Nguồn', 'Source')}: ${product.source} (${formatDay(product.checkedOn)})`, '  '))
    for (const row of own) {
      const name = `${row.cycle ?? '—'}${row.edition === null ? '' : ` (${row.edition})`}`
      const end = row.endOfSupport === null ? '—' : formatDay(row.endOfSupport)
      lines.push(`  ${pad(name, cycleWidth)}${pad(end, 13)}${statusNames[row.status][language]}`)
    }
  }
  const counts = supportStatuses.map((status) => `${rows.filter((row) => row.status === status).length} ${statusNames[status][language]}`)
  return [
    ...lines,
    '',
    ...wrap(
      `${t('Tính đến', 'As of')} ${formatDay(on)}: ${shown.length} ${t('sản phẩm', 'products')}, ${rows.length} ${t('dòng', 'lines')}: ${counts.join(', ')}.`,
    ),
    ...ageLines(shown, on, t),
    ...wrap(
      t(
        `Sắp hết = trong ${rules.endingSoon.days} ngày tới. "—" = không có ngày: hãng không nêu, hoặc chưa đọc được trang nào có ngày (chưa rõ không phải là còn hỗ trợ).`,
        `Ending soon = within ${rules.endingSoon.days} days. "—" = no day: the vendor names none, or no page with days was read (unknown does not mean supported).`,
      ),
    ),
  ]
}

/** How old the data is: a table nobody renews ends in wrong answers. */
function ageLines(products: readonly LifecycleProduct[], on: string, t: (vi: string, en: string) => string): string[] {
  const days = products.map(({checkedOn}) => checkedOn).sort()
  const [oldest] = days
  const newest = days.at(-1)
  if (oldest === undefined || newest === undefined) return []
  const age = daysBetween(oldest, on)
  return wrap(
    age < 0
      ? t(
          `Dữ liệu ghi nhận ngày ${formatDay(oldest)} đến ${formatDay(newest)}, sau ngày được hỏi.`,
          `The data was read from ${formatDay(oldest)} to ${formatDay(newest)}, after the day asked for.`,
        )
      : t(
          `Dữ liệu ghi nhận từ ${formatDay(oldest)} đến ${formatDay(newest)}: phần cũ nhất đã ${age} ngày.`,
          `The data was read from ${formatDay(oldest)} to ${formatDay(newest)}: the oldest part is ${age} days old.`,
        ),
  )
}
