import type {InstalledProgram} from './installed-software.ts'

export interface KnownProduct {
  name: string
  /** Key of the lifecycle tables. */
  product: string
  /** Names of packages of dpkg, rpm, apk and pacman. */
  packages?: readonly string[]
  snaps?: readonly string[]
  flatpaks?: readonly string[]
  /** Names of applications on macOS. */
  apps?: readonly string[]
}

/** Which of these products are installed, and as what; packages that only pull in a snap of the same name are left out. */
export function findProducts<T extends KnownProduct>(
  items: readonly InstalledProgram[],
  known: readonly T[],
): {product: T; item: InstalledProgram}[] {
  const index = new Map<string, T>()
  for (const product of known) {
    for (const source of ['dpkg', 'rpm', 'apk', 'pacman'])
      for (const name of product.packages ?? []) index.set(`${source} ${name}`, product)
    for (const name of product.snaps ?? []) index.set(`snap ${name}`, product)
    for (const name of product.flatpaks ?? []) index.set(`flatpak ${name}`, product)
    for (const name of product.apps ?? []) index.set(`app ${name}`, product)
  }
  return items.flatMap((item) => {
    const product = index.get(`${item.source} ${item.name}`)
    // Ubuntu's deb of a browser that became a snap is called "1:1snap1-0ubuntu2", or is marked as transitional.
    return product && !item.transitional && !/^\d+:\d*snap\d/.test(item.version) ? [{product, item}] : []
  })
}
