import type {WindowsBuild, WindowsBuilds} from '../model/windows-builds.ts'

/** An imported table on top of the one delivered: it may hold the newest builds only, and the earlier ones still tell since when. */
export function mergeWindowsBuilds(bundled: WindowsBuilds, imported: WindowsBuilds): WindowsBuilds {
  const keyOf = ({product, build}: WindowsBuild) => `${product} ${build}`
  const given = new Set(imported.builds.map(keyOf))
  const builds = [...imported.builds, ...bundled.builds.filter((item) => !given.has(keyOf(item)))]
  return {...bundled, asOf: imported.asOf > bundled.asOf ? imported.asOf : bundled.asOf, builds}
}
