/** Runs actions with the same key one after the other, in the order they came; those with other keys at the same time. */
export interface Serial {
  run<T>(key: string, action: () => Promise<T>): Promise<T>
  /** Waits until nothing runs. */
  idle(): Promise<void>
}

export function createSerial(): Serial {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run(key, action) {
      const before = tails.get(key) ?? Promise.resolve()
      const result = before.then(action)
      const tail = result.then(
        () => undefined,
        () => undefined,
      )
      tails.set(key, tail)
      // Else the map would keep every key ever used.
      void tail.then(() => tails.get(key) === tail && tails.delete(key))
      return result
    },
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values())
    },
  }
}
