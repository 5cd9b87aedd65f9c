/**
 * Value of a one-byte EFI variable as text read from efivarfs: 4 bytes of attributes, then 1 or 0. Attributes and value
 * are below 128, so they survive being read as UTF-8. Undefined for anything else.
 */
export function parseEfiFlag(text: string): boolean | undefined {
  if (text.length !== 5) return undefined
  const value = text.charCodeAt(4)
  return value === 0 || value === 1 ? value === 1 : undefined
}
