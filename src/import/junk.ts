import type {IdentityRules} from '../model/identity-rules.ts'

/** True for what makers leave in a field that they did not fill: "To be filled by O.E.M.", a row of zeros. */
export function isJunk(text: string, {words, prefixes}: IdentityRules['junk']): boolean {
  const value = text.replace(/\s+/g, ' ').trim().toLowerCase()
  return /^([0x. -])\1*$/.test(value) || words.includes(value) || prefixes.some((prefix) => value.startsWith(prefix))
}
