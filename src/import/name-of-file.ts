/** Name of a file without folders and ending: what a machine is called that its own list does not name. */
export function nameOfFile(path: string): string {
  const base = path.split(/[/\\]/).at(-1) ?? path
  return base.replace(/(?:\.(?:json|cdx|bom|sbom|xml|txt))+$/i, '').slice(0, 255) || path.slice(0, 255)
}
