import {join} from 'node:path'
import {type Command, compare, isInstalled, printTable} from './measure.ts'

const root = join(import.meta.dirname, '..')

/** Full collection of this machine beside FusionInventory's agent (apt-get install fusioninventory-agent). */
export function run(): void {
  const commands: Command[] = [
    {name: 'stp-sec collect --json', program: process.execPath, args: [join(root, 'bin', 'run.js'), 'collect', '--json']},
  ]
  if (isInstalled('fusioninventory-inventory'))
    commands.unshift({name: 'fusioninventory-inventory', program: 'fusioninventory-inventory', args: []})
  else console.log('  (fusioninventory-agent is not installed: left out)')
  console.log('collect (limit x1.50):')
  printTable(compare(commands, 7), 'fusioninventory-inventory')
}

if (import.meta.main) run()
