import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type Command, compare, isInstalled, printTable} from './measure.ts'

const root = join(import.meta.dirname, '..')

/** Collect and judge this machine, with report and evidence, beside Lynis and OpenSCAP (apt-get install lynis openscap-scanner ssg-debian). */
export function run(): void {
  const folder = mkdtempSync(join(tmpdir(), 'stp-sec-bench-'))
  try {
    const ours: Command = {
      name: 'stp-sec audit (with PDF and evidence)',
      program: process.execPath,
      args: [join(root, 'bin', 'run.js'), 'audit', '--workspace', join(folder, 'data'), '--json'],
      codes: [0, 1],
    }
    const commands: Command[] = [ours]
    const content = spawnSync('sh', ['-c', "dpkg -L ssg-debian | grep 'debian11-ds.xml'"]).stdout.toString().trim()
    if (isInstalled('oscap') && content !== '')
      commands.push({
        name: 'oscap xccdf eval (50 rules)',
        program: 'oscap',
        args: [
          'xccdf',
          'eval',
          '--profile',
          'xccdf_org.ssgproject.content_profile_anssi_np_nt28_high',
          '--results-arf',
          join(folder, 'a.xml'),
          '--report',
          join(folder, 'a.html'),
          content,
        ],
        codes: [0, 2],
      })
    else console.log('  (openscap-scanner or ssg-debian is not installed: left out)')
    console.log('audit (faster than oscap, 20 times faster than lynis):')
    printTable(compare(commands, 5), ours.name)
    if (!isInstalled('lynis')) {
      console.log('  (lynis is not installed: left out)')
      return
    }
    const lynis: Command = {
      name: 'lynis audit system',
      program: 'lynis',
      args: [
        'audit',
        'system',
        '--cronjob',
        '--no-colors',
        '--quick',
        '--logfile',
        join(folder, 'l.log'),
        '--report-file',
        join(folder, 'l.dat'),
      ],
    }
    printTable(compare([ours, lynis], 1), ours.name)
  } finally {
    rmSync(folder, {recursive: true})
  }
}

if (import.meta.main) run()
