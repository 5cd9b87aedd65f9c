import type {Language} from '../model/text.ts'

/** One line on stderr that is rewritten while work goes on; silent when stderr is no terminal. */
export interface Progress {
  show: (text: string) => void
  clear: () => void
}

export function createProgress(enabled: boolean): Progress {
  const active = enabled && process.stderr.isTTY === true
  return {
    show: (text) => {
      if (active) process.stderr.write(`\r\u001b[2K${text.slice(0, (process.stderr.columns || 80) - 1)}`)
    },
    clear: () => {
      if (active) process.stderr.write('\r\u001b[2K')
    },
  }
}

export function stepText(language: Language, vi: string, en: string): string {
  return language === 'vi' ? vi : en
}
