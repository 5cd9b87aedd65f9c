import type {Probe} from '../probe.ts'

/**
 * True inside a container, where disk, boot and USB belong to the host. In the first PID namespace process 2 is the kernel's
 * `kthreadd`: that tells a real machine (and one whose image was made from a container and kept `/.dockerenv`) from a
 * container more surely than the marker files do. With `hidepid` only the markers are left.
 */
export async function isContainer(probe: Probe): Promise<boolean> {
  const [first, second, environ, markers] = await Promise.all([
    probe.readText('/proc/1/comm'),
    probe.readText('/proc/2/comm'),
    probe.readText('/proc/1/environ'),
    Promise.all(['/run/systemd/container', '/run/.containerenv', '/.dockerenv'].map((path) => probe.stat(path))),
  ])
  if (environ.ok && /(^|\0)container=[^\0]/.test(environ.value)) return true
  if (second.ok && second.value.trim() === 'kthreadd') {
    // Started with the host's processes in sight (--pid=host): only the two markers that no machine image keeps count.
    return markers.slice(0, 2).some((marker) => marker.ok)
  }
  if (markers.some((marker) => marker.ok)) return true
  return first.ok && first.value.trim() !== ''
}
