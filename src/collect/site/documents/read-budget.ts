import {type NotRead, type NotReadReason, ReadRefusal, type Where} from './types.ts'

export interface ReadLimits {
  /** Bytes that archives in a file may inflate to, all together. */
  inflatedBytes: number
  /** Times the packed size; small files may inflate to `smallInflated` anyway. */
  inflateRatio: number
  smallInflated: number
  zipEntries: number
  /** Parts of one office file. */
  officeParts: number
  pages: number
  /** After so long a reader stops by itself and keeps what it has. */
  softMs: number
}

export const defaultReadLimits: ReadLimits = {
  inflatedBytes: 50 * 1024 * 1024,
  inflateRatio: 100,
  smallInflated: 2 * 1024 * 1024,
  zipEntries: 50,
  officeParts: 2000,
  pages: 1000,
  softMs: 15_000,
}

/** What reading one file may still cost, and what of it was left unread. Shared by everything inside the file. */
export class ReadBudget {
  readonly limits: ReadLimits
  readonly notRead: NotRead[] = []
  private inflated = 0
  private readonly mostInflated: number
  private readonly deadline: number

  constructor(packedBytes: number, limits: ReadLimits = defaultReadLimits) {
    this.limits = limits
    this.mostInflated = Math.min(limits.inflatedBytes, Math.max(limits.smallInflated, packedBytes * limits.inflateRatio))
    this.deadline = performance.now() + limits.softMs
  }

  /** Counts bytes that really came out of an archive: what it declares may lie. */
  inflate(bytes: number): void {
    this.inflated += bytes
    if (this.inflated > this.mostInflated) throw new ReadRefusal('inflated-too-big')
    this.checkTime()
  }

  checkTime(): void {
    if (performance.now() > this.deadline) throw new ReadRefusal('too-slow')
  }

  skip(reason: NotReadReason, where?: Where, count = 1): void {
    const place = where && Object.keys(where).length > 0 ? where : undefined
    const same = this.notRead.find((one) => one.reason === reason && one.where?.part === place?.part)
    if (same) same.count += count
    else if (this.notRead.length < 60) this.notRead.push(place ? {reason, count, where: place} : {reason, count})
  }

  /** Runs one part; when it cannot be read the rest goes on. Being out of time or size ends the whole file. */
  attempt(where: Where | undefined, read: () => void): void {
    try {
      read()
    } catch (error) {
      const reason = error instanceof ReadRefusal ? error.reason : 'damaged'
      if (reason === 'too-slow' || reason === 'inflated-too-big') throw error
      this.skip(reason, where)
    }
  }
}
