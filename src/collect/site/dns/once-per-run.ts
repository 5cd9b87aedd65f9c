/** Work that many sites of a run need and that is done once for all of them. */
export interface OncePerRun<T> {
  get(key: string, make: () => Promise<T>): Promise<T>
}

const mostKept = 10_000

/** What is not worth keeping, such as work that was cut short, is done again for whoever comes next. */
export function createOncePerRun<T>(isKept: (value: T) => boolean = () => true): OncePerRun<T> {
  const known = new Map<string, Promise<T>>()
  return {
    get: async (key, make) => {
      for (;;) {
        const running = known.get(key)
        if (!running) break
        const value = await running
        if (isKept(value)) return value
        if (known.get(key) === running) known.delete(key)
      }
      const mine = make()
      if (known.size >= mostKept) known.delete(known.keys().next().value ?? '')
      known.set(key, mine)
      const value = await mine
      if (!isKept(value) && known.get(key) === mine) known.delete(key)
      return value
    },
  }
}
