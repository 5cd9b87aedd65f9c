export interface LaunchdJobs {
  jobs: {label: string; pid: number}[]
  /** Labels with what `launchctl enable` and `disable` wrote down for them. */
  disabled: Map<string, boolean>
}

/**
 * The blocks `services = {` (pid, status, label a line) and `disabled services = {` (`"label" => disabled` or `=> true`) of
 * `launchctl print system`.
 */
export function parseLaunchctlPrint(text: string): LaunchdJobs {
  const found: LaunchdJobs = {jobs: [], disabled: new Map()}
  let block = ''
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 1000).trim()
    if (line.endsWith('= {')) block = line.slice(0, -3).trim()
    else if (line === '}') block = ''
    else if (block === 'services') {
      const [pid = '', , label] = line.split(/\s+/)
      if (label && /^\d+$/.test(pid)) found.jobs.push({label, pid: Number(pid)})
    } else if (block === 'disabled services') {
      const [label, state] = line.split(' => ')
      if (label && state) found.disabled.set(label.replaceAll('"', ''), state === 'disabled' || state === 'true')
    }
  }
  return found
}
