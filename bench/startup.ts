import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {compare, printTable} from './measure.ts'

const root = join(import.meta.dirname, '..')

/** `--version` beside a program of oclif that can do nothing else. */
export function run(): void {
  const folder = mkdtempSync(join(tmpdir(), 'stp-sec-bench-'))
  try {
    mkdirSync(join(folder, 'bin'))
    mkdirSync(join(folder, 'commands'))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({name: 'empty', version: '0.0.0', type: 'module', oclif: {bin: 'empty', dirname: 'empty', commands: './commands'}}),
    )
    writeFileSync(
      join(folder, 'commands', 'hello.js'),
      "import {Command} from '@oclif/core'\nexport default class Hello extends Command {\n  async run() {\n    this.log('hello')\n  }\n}\n",
    )
    writeFileSync(join(folder, 'bin', 'run.js'), "import {execute} from '@oclif/core'\nawait execute({dir: import.meta.url})\n")
    const node = process.execPath
    const timings = compare(
      [
        {name: 'empty oclif --version', program: node, args: [join(folder, 'bin', 'run.js'), '--version']},
        {name: 'stp-sec --version', program: node, args: [join(root, 'bin', 'run.js'), '--version']},
        {name: 'stp-sec --help', program: node, args: [join(root, 'bin', 'run.js'), '--help']},
      ],
      15,
    )
    console.log('startup (limit x2.00 and 75 MB):')
    printTable(timings, 'empty oclif --version')
  } finally {
    rmSync(folder, {recursive: true})
  }
}

if (import.meta.main) run()
