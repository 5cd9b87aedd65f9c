import {hostname, userInfo} from 'node:os'

/** Who runs the tool, for journal and manifest: log-in name and machine. */
export function currentActor(): string {
  try {
    return `${userInfo().username}@${hostname()}`
  } catch {
    // A user id without an entry in the account database has no name.
    return `uid-${process.getuid?.() ?? 'unknown'}@${hostname()}`
  }
}
