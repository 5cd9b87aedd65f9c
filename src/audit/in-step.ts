/**
 * Hands each item to two readers: the next one is fetched when both have asked for it, so that one item at a time is in
 * memory. A failure of the source reaches both.
 */
export function readInStep<T>(source: AsyncIterable<T>): [AsyncIterable<T>, AsyncIterable<T>] {
  const iterator = source[Symbol.asyncIterator]()
  type Waiting = {resolve: (result: IteratorResult<T>) => void; reject: (error: unknown) => void}
  let waiting: Waiting[] = []
  const next = () =>
    new Promise<IteratorResult<T>>((resolve, reject) => {
      waiting.push({resolve, reject})
      if (waiting.length < 2) return
      const both = waiting
      waiting = []
      iterator.next().then(
        (result) => both.forEach((reader) => void reader.resolve(result)),
        (error: unknown) => both.forEach((reader) => void reader.reject(error)),
      )
    })
  const reader: AsyncIterable<T> = {[Symbol.asyncIterator]: () => ({next})}
  return [reader, reader]
}
