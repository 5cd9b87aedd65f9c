import {endingsFile, folderSchema, markerFile, sizesFile} from './folder-layout.ts'
import {type ProgramStep, type RegistryStep, type Step, steps} from './plan.ts'

/** Name of the script that asks CIM, beside collect.cmd. */
export const cimScript = 'collect-cim.ps1'

/**
 * collect.cmd: asks every step of the plan on a PC that cannot run the agent and keeps the answers in a folder beside itself. It
 * only reads. Plain letters and CR LF, because old consoles know no others.
 */
export function writeCollectCmd(profile: 'full' | 'minimal', version: string): string {
  const chosen = steps.filter(({minimal}) => profile === 'full' || minimal)
  const lines = [
    '@echo off',
    `rem stp-sec ${version}: thu thap thong tin may Windows, chi doc, khong thay doi gi, khong mo ket noi mang.`,
    'rem Cac tep ket qua nam trong thu muc "ket-qua" ben canh tep nay. Xem HUONG-DAN.txt.',
    'setlocal EnableExtensions DisableDelayedExpansion',
    // A 32-bit program would be shown another registry on a 64-bit Windows.
    'if defined PROCESSOR_ARCHITEW6432 if exist "%SystemRoot%\\Sysnative\\cmd.exe" (',
    '  "%SystemRoot%\\Sysnative\\cmd.exe" /d /c ""%~f0""',
    '  exit /b',
    ')',
    'set "PATH=%SystemRoot%\\System32;%SystemRoot%;%SystemRoot%\\System32\\Wbem;%SystemRoot%\\System32\\WindowsPowerShell\\v1.0"',
    'set "KIT=%~dp0"',
    'set "RUN=%RANDOM%%RANDOM%"',
    'set "OUT=%KIT%ket-qua\\%COMPUTERNAME%"',
    'if exist "%OUT%" set "OUT=%OUT%-%RANDOM%"',
    'mkdir "%OUT%" 2>nul',
    'if not exist "%OUT%" (',
    '  echo LOI: khong ghi duoc vao "%OUT%". Kiem tra USB co bi khoa ghi hoac da day.',
    '  exit /b 1',
    ')',
    'set ELEVATED=0',
    'fsutil dirty query %SystemDrive% >nul 2>nul && set ELEVATED=1',
    ...[`schema=${folderSchema}`, `tool=${version}`, `profile=${profile}`].map((line) => `>>"%OUT%\\${markerFile}" echo ${line}`),
    `>>"%OUT%\\${markerFile}" echo elevated=%ELEVATED%`,
    'if "%ELEVATED%"=="0" echo Luu y: khong chay bang quyen quan tri, mot so thong tin se thieu.',
    'echo Dang thu thap, mat khoang 1-3 phut...',
    ...chosen.filter(({perUser}) => !perUser).flatMap((step) => linesOf(step)),
    ...(chosen.some(({perUser}) => perUser) ? ['for /f "delims=" %%K in (\'reg query HKU 2^>nul\') do call :user "%%K"'] : []),
    // What is cut off later, by a stick pulled out too early, is told by its size.
    'for /f "tokens=*" %%F in (\'dir /b /a-d "%OUT%"\') do call :size "%OUT%\\%%F"',
    `move /y "%KIT%ket-qua\\%RUN%.tmp" "%OUT%\\${sizesFile}" >nul`,
    `>>"%OUT%\\${endingsFile}" echo end 0`,
    'echo Xong. Ket qua: "%OUT%"',
    'exit /b 0',
    '',
    ':done',
    `>>"%OUT%\\${endingsFile}" echo %~1 %~2`,
    'exit /b 0',
    '',
    ':size',
    `>>"%KIT%ket-qua\\%RUN%.tmp" echo %~nx1 %~z1`,
    'exit /b 0',
    '',
    ':user',
    'set "SID=%~1"',
    'set "SID=%SID:HKEY_USERS\\=%"',
    'if /i "%SID:~-8%"=="_Classes" exit /b 0',
    'set PERSON=0',
    'if "%SID:~0,9%"=="S-1-5-21-" set PERSON=1',
    'if "%SID:~0,9%"=="S-1-12-1-" set PERSON=1',
    'if "%PERSON%"=="0" exit /b 0',
    ...chosen.filter(({perUser}) => perUser).flatMap((step) => linesOf(step)),
    'exit /b 0',
    '',
  ]
  return lines.join('\r\n')
}

function linesOf(step: Step): string[] {
  const file = step.file.replace('{sid}', '%SID%')
  const ending = `call :done "${file}" %ERRORLEVEL%`
  const command = step.kind === 'registry' ? registryLine(step, file) : programLine(step, file)
  // An old Windows may lack the program: then there is no answer, and nothing to say of it.
  return step.kind === 'program' && step.program === 'powershell' ? [`if exist "%KIT%${cimScript}" ${command}`, ending] : [command, ending]
}

function registryLine(step: RegistryStep, file: string): string {
  const key = `"${step.key.replace('{sid}', '%SID%')}"`
  if (step.how === 'export') return `reg export ${key} "%OUT%\\${file}" /y >nul 2>nul`
  const value = step.value === undefined ? '' : ` /v ${step.value}`
  const filter = step.filter === undefined ? '' : ` /f ${step.filter} /v`
  return `reg query ${key}${value}${step.recursive ? ' /s' : ''}${filter} >"%OUT%\\${file}" 2>nul`
}

function programLine(step: ProgramStep, file: string): string {
  const args = step.args.map((arg) => quote(arg.replace('{file}', `%OUT%\\${file}`).replace('{script}', `%KIT%${cimScript}`)))
  const writesItself = step.args.some((arg) => arg.includes('{file}'))
  const name = step.program === 'cmd' ? 'cmd' : `${step.program}.exe`
  return `${[name, ...args].join(' ')} ${writesItself ? '>nul' : `>"%OUT%\\${file}"`} 2>nul <nul`
}

function quote(arg: string): string {
  return /[\s%&|<>^()]/.test(arg) ? `"${arg}"` : arg
}
