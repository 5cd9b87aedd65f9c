import {setFlagsFromString} from 'node:v8'

/**
 * Keeps the space for new values as small as it is now. V8 lets it grow to 32 MB of room that short-lived values fill before anything
 * is collected: for a run of hours over thousands of answers that is a hundred MB for nothing. Read by V8 at each collection, so it may
 * be set at any time.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
