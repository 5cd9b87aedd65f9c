import {relative, resolve} from 'node:path'

/** How the user started the program, so that a command we suggest can be typed as it stands. */
export function invocation(command: string, workspace?: string): string {
  const program = process.env['npm_command'] === 'exec' ? 'npx stp-sec' : 'stp-sec'
  const isUsual = workspace === undefined || resolve(workspace) === resolve(process.env['STP_SEC_WORKSPACE'] || './stp-sec-data')
  return isUsual ? `${program} ${command}` : `${program} ${command} --workspace ${shortPath(workspace)}`
}

/** A path as seen from here, where that is shorter. */
export function shortPath(path: string): string {
  const fromHere = relative(process.cwd(), path)
  return fromHere !== '' && fromHere.length < path.length && !fromHere.startsWith('..') ? fromHere : path
}
