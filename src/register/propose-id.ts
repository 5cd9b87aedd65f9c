const maxLength = 60

/** An id from a name: "Hệ thống đăng ký hộ tịch" gives "he-thong-dang-ky-ho-tich"; a taken one gets a number. */
export function proposeId(name: string, taken: ReadonlySet<string>): string {
  const ascii = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  const base = shorten(ascii) || 'muc'
  if (!taken.has(base)) return base
  for (let number = 2; ; number++) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`
}

/** Cut between words, so that what is left can be read. */
function shorten(id: string): string {
  if (id.length <= maxLength) return id
  const cut = id.slice(0, maxLength + 1)
  const end = cut.lastIndexOf('-')
  return end > 0 ? cut.slice(0, end) : cut.slice(0, maxLength)
}
