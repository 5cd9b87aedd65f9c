import type {CompiledRules} from './compile-rules.ts'

export interface Cccd {
  year: number
  sex: 'male' | 'female'
}

/** What an identity number says of itself, or undefined where it cannot be one. There is no check digit. */
export function readCccd(digits: string, rules: CompiledRules, thisYear: number): Cccd | undefined {
  if (digits.length !== 12 || digits[0] !== '0') return undefined
  if (!rules.provinces.has(digits.slice(0, 3)) || rules.examples.has(digits)) return undefined
  const century = rules.centuries.get(Number(digits[3]))
  if (!century) return undefined
  const year = century.century + Number(digits.slice(4, 6))
  if (year > thisYear || year < thisYear - rules.oldestAge) return undefined
  // Serials begin at 1. Others that look made up, 123456 for one, may be somebody's.
  if (/^0+$/.test(digits.slice(6))) return undefined
  return {year, sex: century.sex}
}

/** "000000", "123456": written by somebody who needed an example. */
function isMadeUp(tail: string): boolean {
  return /^(\d)\1*$/.test(tail) || '0123456789'.includes(tail) || '9876543210'.includes(tail)
}

/** A mobile number as 0xxxxxxxxx. */
export function readMobile(digits: string, rules: CompiledRules, zeroLost: boolean): string | undefined {
  const national =
    digits.length === 10 && digits[0] === '0'
      ? digits
      : digits.length === 11 && digits.startsWith('84')
        ? `0${digits.slice(2)}`
        : zeroLost && digits.length === 9
          ? `0${digits}`
          : undefined
  if (!national || !rules.mobilePrefixes.has(national.slice(1, 3)) || isMadeUp(national.slice(4)) || national === '0987654321')
    return undefined
  return national
}
