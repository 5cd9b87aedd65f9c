import {StoreError, type StoreErrorCode} from './store-error.ts'

const whenReading: Record<string, StoreErrorCode> = {
  EACCES: 'not-readable',
  EPERM: 'not-readable',
  EISDIR: 'foreign-file',
  ENOTDIR: 'foreign-file',
  ELOOP: 'link-outside',
}

const whenWriting: Record<string, StoreErrorCode> = {
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EROFS: 'not-writable',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EEXIST: 'foreign-file',
  EISDIR: 'foreign-file',
  ENOTDIR: 'foreign-file',
  ELOOP: 'link-outside',
}

/** The operating system's name of a failure: `ENOENT`, `EACCES` ... */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Runs an action that reads; what the operating system refuses becomes a `StoreError`. */
export async function reading<T>(where: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw readingError(error, where)
  }
}

/** Runs an action that writes; what the operating system refuses becomes a `StoreError`. */
export async function writing<T>(where: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw translated(error, where, whenWriting)
  }
}

/** The `StoreError` of a failed read, or the error itself when it is not one we foresee. */
export function readingError(error: unknown, where: string): unknown {
  return translated(error, where, whenReading)
}

function translated(error: unknown, where: string, codes: Record<string, StoreErrorCode>): unknown {
  const errno = errnoOf(error)
  const code = errno === undefined ? undefined : codes[errno]
  return code === undefined ? error : new StoreError(code, where, undefined, error)
}
