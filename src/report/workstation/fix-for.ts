import type {Os} from '../../model/facts/os.ts'

const labels = {windows: 'Windows', linux: 'Linux', macos: 'macOS'} as const
const anyLabel = /^(Windows|Linux|macOS)(?: \([^)]*\))?: /
/** Where a part for one system begins: at the start, or after the end of a sentence. */
const boundary = /(?<=^|[.;] )(?=(?:Windows|Linux|macOS)(?: \([^)]*\))?: )/

/**
 * How to mend something on one kind of system, out of a text that says it for all ("Windows: ... Linux: ..."): a user of
 * one PC should not have to pick. A text that does not speak of the system stays whole.
 */
export function fixFor(text: string, family: Os['family'] | undefined): string {
  const label = family === undefined || family === 'other' ? undefined : labels[family]
  const parts = text.split(boundary)
  const own = parts.filter((part) => label !== undefined && part.startsWith(label) && anyLabel.test(part))
  if (own.length === 0) return text
  const common = parts.filter((part) => !anyLabel.test(part))
  const said = [...common, ...own.map((part) => part.replace(new RegExp(`^${label}: `), ''))].map((part) => part.trim().replace(/;$/, '.'))
  return said.map((part) => part.charAt(0).toLocaleUpperCase('vi') + part.slice(1)).join(' ')
}
