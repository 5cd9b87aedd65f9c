import type {CellValue} from '../../lib/sheet.ts'
import {cleanText} from '../clean.ts'

/** A cell as one line of text. A formula in a CSV file is text like any other: nothing evaluates it. */
export function readWords(cell: CellValue | undefined, max = 300): string | undefined {
  if (cell === null || cell === undefined || typeof cell === 'boolean' || cell instanceof Date) return undefined
  return cleanText(String(cell), max)
}

/** The year of a day, a month or a year: "05/03/2021", "3/2021", 2021. Undefined when the day is none or lies far off. */
export function readYear(cell: CellValue | undefined): number | undefined {
  if (cell instanceof Date) return plausible(cell.getUTCFullYear())
  if (typeof cell === 'number') return Number.isInteger(cell) && cell < 2101 ? plausible(cell) : plausible(yearOfSerial(cell))
  const text = readWords(cell) ?? ''
  const local = /^(?:(\d{1,2})[/.-])?(?:(\d{1,2})[/.-])?(\d{4})(?:\s.*)?$/.exec(text)
  const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ].*)?$/.exec(text)
  const [day, month, year] = iso
    ? [iso[3], iso[2], iso[1]]
    : local
      ? local[2] === undefined
        ? [undefined, local[1], local[3]]
        : [local[1], local[2], local[3]]
      : []
  if (year === undefined || !isDay(Number(year), Number(month ?? 1), Number(day ?? 1))) return undefined
  return plausible(Number(year))
}

/** Days since 1900 as spreadsheets count them, between 1990 and 2100. */
function yearOfSerial(days: number): number {
  return days > 32_000 && days < 74_000 ? new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).getUTCFullYear() : Number.NaN
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function plausible(year: number): number | undefined {
  return year >= 1990 && year <= 2100 ? year : undefined
}

/** An amount in đồng: "12.500.000", "12,500,000 đ", "12.500.000,00", 12500000. */
export function readMoney(cell: CellValue | undefined, unit: number): number | undefined {
  if (typeof cell === 'number') return whole(cell * unit)
  const text = (readWords(cell) ?? '').replace(/\s|đồng|vnđ|vnd|đ/gi, '')
  const grouped = /^(\d{1,3}(?:\.\d{3})+)(?:,\d{1,2})?$/.exec(text) ?? /^(\d{1,3}(?:,\d{3})+)(?:\.\d{1,2})?$/.exec(text)
  if (grouped) return whole(Number((grouped[1] ?? '').replace(/[.,]/g, '')) * unit)
  return /^\d{1,15}(?:[.,]\d{1,2})?$/.test(text) ? whole(Number(text.replace(',', '.')) * unit) : undefined
}

function whole(amount: number): number | undefined {
  return Number.isFinite(amount) && amount >= 0 && amount < 1e13 ? Math.round(amount) : undefined
}
