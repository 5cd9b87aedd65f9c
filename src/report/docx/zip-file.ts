/** A ZIP archive that grows part by part, with one fixed date for all, so that the same parts give the same bytes. */
export interface ZipFile {
  add(name: string, pieces: Iterable<string>): void
  addBytes(name: string, bytes: Uint8Array): void
  end(): void
}

const CHUNK = 64 * 1024

export async function openZip(write: (chunk: Uint8Array) => void): Promise<ZipFile> {
  const {Zip, ZipDeflate} = await import('fflate')
  const encoder = new TextEncoder()
  // ZIP writes local time without a zone: the earliest day it knows is the same everywhere.
  const mtime = new Date(1980, 0, 1)
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    write(chunk)
  })
  return {
    add(name, pieces) {
      const file = new ZipDeflate(name, {level: 6})
      file.mtime = mtime
      zip.add(file)
      let held = ''
      for (const piece of pieces) {
        held += piece
        if (held.length < CHUNK) continue
        file.push(encoder.encode(held))
        held = ''
      }
      file.push(encoder.encode(held), true)
    },
    addBytes(name, bytes) {
      const file = new ZipDeflate(name, {level: 6})
      file.mtime = mtime
      zip.add(file)
      file.push(bytes, true)
    },
    end: () => zip.end(),
  }
}
