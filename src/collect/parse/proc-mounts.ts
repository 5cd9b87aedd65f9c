/** True when a folder lies on a file system in memory, by /proc/mounts: device, mount point, type ... a line; the deepest, last mount counts. */
export function liesInMemory(mounts: string, folder: string): boolean {
  let best = {point: '', type: ''}
  for (const line of mounts.split('\n')) {
    const [, point = '', type = ''] = line.slice(0, 4000).split(' ')
    const holds = point === '/' || point === folder || folder.startsWith(`${point}/`)
    if (point !== '' && holds && point.length >= best.point.length) best = {point, type}
  }
  return best.type === 'tmpfs' || best.type === 'ramfs'
}
