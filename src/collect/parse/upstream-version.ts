/** Version as its maker counts it: "1:128.5.0esr-1~deb12u1" of a package gives "128.5.0esr". */
export function upstreamVersion(version: string): string {
  return (
    version
      .slice(0, 100)
      .replace(/^\d+:/, '')
      .split(/[-+~ ]/, 1)[0] ?? ''
  )
}
