import {mkdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {loadRoundKitWords} from '../content/load-round-kit-words.ts'
import {codeRoot} from '../lib/package-root.ts'
import {UserError} from '../lib/user-error.ts'
import type {RoundKitWords} from '../model/round-kit-words.ts'
import {cimScript, writeCollectCmd} from '../windows/collect-cmd.ts'

const script = join(codeRoot, 'windows/scripts/collect-cim.ps1')

/** Writes what a stick needs to collect from PCs that cannot run the agent. Gives the names of the files; never overwrites. */
export async function writeRoundKit(folder: string, profile: 'full' | 'minimal', version: string): Promise<string[]> {
  const files: [string, string | Uint8Array][] = [
    ['collect.cmd', writeCollectCmd(profile, version)],
    ['HUONG-DAN.txt', guide(loadRoundKitWords(), profile)],
    ...(profile === 'full' ? [[cimScript, await readFile(script)] as [string, Uint8Array]] : []),
  ]
  await mkdir(folder, {recursive: true})
  for (const [name, bytes] of files) {
    try {
      await writeFile(join(folder, name), bytes, {flag: 'wx'})
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      throw new UserError({
        code: 'file-exists',
        what: {vi: 'Tệp đã có sẵn, không ghi đè', en: 'The file is there already and is not overwritten'},
        where: join(folder, name),
        next: {vi: 'Chọn thư mục khác hoặc xóa bộ thu thập cũ.', en: 'Choose another folder or delete the old kit.'},
      })
    }
  }
  return files.map(([name]) => name)
}

function guide({steps, ...words}: RoundKitWords, profile: 'full' | 'minimal'): string {
  const {title, notes} = words[profile]
  // Notepad of Windows 7 reads UTF-8 only with a mark.
  return `\uFEFF${[title, '', ...steps, '', ...notes].join('\r\n')}\r\n`
}
