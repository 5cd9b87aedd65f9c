import {z} from 'zod'
import {day, id} from './text.ts'

const lower = z
  .string()
  .min(2)
  .max(80)
  .refine((text) => text === text.toLowerCase(), 'small letters only')

/** What such a program is for. */
export const windowsProgramKinds = ['browser', 'mail', 'remote-control', 'backup', 'vpn', 'sync', 'log-agent'] as const
export type WindowsProgramKind = (typeof windowsProgramKinds)[number]

/** policies/windows-programs.yaml: programs that facts about a PC ask for, by the names Windows shows. */
export const windowsPrograms = z.strictObject({
  programs: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(80).describe('As reports and lists of allowed programs name it'),
        kind: z.enum(windowsProgramKinds),
        product: id.optional().describe('Key of policies/lifecycle'),
        begins: z.array(lower).min(1).max(10).describe('Beginnings of the name in "Apps & features" or of a Store app, as whole words'),
        without: z.array(lower).max(10).optional().describe('Words that tell another program of a like name'),
        processes: z.array(lower).max(10).optional().describe('Names of its running programs'),
        engine: z.enum(['chromium', 'firefox']).optional(),
        policies: z.string().max(120).optional().describe('Key of its policies below HKLM\\SOFTWARE\\Policies'),
        updater: z.string().max(120).optional().describe('Key of the policies of its updater below HKLM\\SOFTWARE\\Policies'),
      }),
    )
    .min(1)
    .max(300),
  checkedOn: day,
})
export type WindowsPrograms = z.infer<typeof windowsPrograms>
export type WindowsProgram = WindowsPrograms['programs'][number]
