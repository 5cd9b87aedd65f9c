import type {Localized} from '../model/text.ts'

/** A failure that the user can do something about: what is wrong, where, and what to do next. */
export interface UserFacing {
  code: string
  what: Localized
  where: string
  next: Localized
}

export class UserError extends Error implements UserFacing {
  readonly code: string
  readonly what: Localized
  readonly where: string
  readonly next: Localized

  constructor(facing: UserFacing, cause?: unknown) {
    super(`${facing.what.en} (${facing.where}). ${facing.next.en}`, {cause})
    this.name = 'UserError'
    this.code = facing.code
    this.what = facing.what
    this.where = facing.where
    this.next = facing.next
  }
}

/** True for any error that carries what, where and next; the store has its own class. */
export function isUserFacing(error: unknown): error is Error & UserFacing {
  return error instanceof Error && 'what' in error && 'where' in error && 'next' in error && 'code' in error
}
