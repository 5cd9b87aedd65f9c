import {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8'

/**
 * Keeps the heap close to what is in use. V8 lets the space for new values grow to 32 MB, and all of it to four times what lives before
 * it collects: for a run of hours over thousands of answers that is 150 MB for nothing. All are read by V8 when they are needed, so they
 * may be set at any time.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--heap-growing-percent=35')
  // The HTTP parser is one large function of WebAssembly: optimising it takes 30 MB for an instant, and gains nothing that can be measured.
  setFlagsFromString('--no-wasm-tier-up')
  setFlagsFromString('--no-wasm-dynamic-tiering')
}

/**
 * Leaves out the compiler between the interpreter and the one that optimises what runs for long (Maglev). In a run of seconds it takes
 * more time than it saves, and 15 MB; in a run of minutes it saves a quarter.
 */
export function expectShortRun(): void {
  setFlagsFromString('--no-maglev')
}

const halves = 2
const lookMs = 20

/**
 * After `keepHeapSmall`: lets the space for new values grow to so many bytes after all. Where much is under way at once, half of the
 * new values outlive a collection in the smallest space, and copying them takes a fifth of all time.
 */
export function growNewSpaceTo(bytes: number): void {
  setFlagsFromString('--semi-space-growth-factor=2')
  const watch = setInterval(() => {
    const size = getHeapSpaceStatistics().find(({space_name}) => space_name === 'new_space')?.space_size ?? bytes * halves
    if (size < bytes * halves) return
    setFlagsFromString('--semi-space-growth-factor=1')
    clearInterval(watch)
  }, lookMs)
  watch.unref()
}
