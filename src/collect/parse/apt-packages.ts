/** Package and version of every paragraph of an apt `Packages` file; a package may come in several versions. */
export function parseAptPackages(text: string): {name: string; version: string}[] {
  const packages: {name: string; version: string}[] = []
  let name = ''
  // Line by line: the file has megabytes, and only two of some twenty fields are needed.
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    if (text.startsWith('Package: ', start)) name = text.slice(start + 9, end).trim()
    else if (text.startsWith('Version: ', start) && name !== '') {
      packages.push({name, version: text.slice(start + 9, end).trim()})
      name = ''
    }
    start = end + 1
  }
  return packages
}
