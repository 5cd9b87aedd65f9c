export interface MountEntry {
  mount: string
  /** major:minor of the file system. */
  device: string
  /** Folder of the file system that is mounted, "/" for the whole. */
  root: string
  fs: string
  source: string
  readOnly: boolean
}

/** Mounts of /proc/self/mountinfo in their order, see proc_pid_mountinfo(5). */
export function parseMountinfo(text: string): MountEntry[] {
  const mounts: MountEntry[] = []
  for (const line of text.split('\n')) {
    if (line.length > 16_000) continue
    const words = line.split(' ')
    const dash = words.indexOf('-', 6)
    const [, , device, root, mount, options] = words
    const [fs, source, superOptions = ''] = dash < 0 ? [] : words.slice(dash + 1)
    if (!device || !root || !mount?.startsWith('/') || options === undefined || !fs || source === undefined) continue
    mounts.push({
      mount: unescapeOctal(mount),
      device,
      root: unescapeOctal(root),
      fs,
      source: unescapeOctal(source),
      readOnly: hasWord(options, 'ro') || hasWord(superOptions, 'ro'),
    })
  }
  return mounts
}

function hasWord(options: string, word: string): boolean {
  return options.split(',').includes(word)
}

/** Blanks, tabs, line ends and backslashes stand as octal numbers. */
export function unescapeOctal(text: string): string {
  return text.replace(/\\([0-3][0-7]{2})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))).normalize('NFC')
}
