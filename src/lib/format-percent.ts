import type {Language} from '../model/text.ts'

/**
 * A ratio in percent with one decimal, written as each language writes it: "12,4%" in Vietnamese, "12.4%" in English. Cut,
 * not rounded: 99,96% must not read as reached.
 */
export function formatPercent(ratio: number, language: Language): string {
  return `${(Math.floor(ratio * 1000 + 1e-9) / 10).toFixed(1).replace('.', language === 'vi' ? ',' : '.')}%`
}
