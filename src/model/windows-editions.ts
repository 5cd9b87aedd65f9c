import {z} from 'zod'
import {day} from './text.ts'

const word = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[a-z]+$/, 'lower-case letters')

/** policies/windows-editions.yaml: which edition a printed name of Windows means, and how long Microsoft serves it. */
export const windowsEditions = z.strictObject({
  editions: z
    .array(
      z.strictObject({
        words: z.array(word).min(1).max(5),
        edition: z.string().max(60).describe('EditionID of the registry'),
        servicing: z.enum(['w', 'e', 'ltsc', 'iot-ltsc']),
      }),
    )
    .min(1)
    .max(100),
  checkedOn: day,
})
export type WindowsEditions = z.infer<typeof windowsEditions>
export type WindowsEdition = WindowsEditions['editions'][number]

/** The edition that a name contains, or undefined: "Microsoft Windows 11 Pro", not "Windows". */
export function editionOf(name: string, {editions}: WindowsEditions): WindowsEdition | undefined {
  const words = new Set(name.toLowerCase().match(/\p{L}+/gu) ?? [])
  return editions.find((candidate) => candidate.words.every((word) => words.has(word)))
}
