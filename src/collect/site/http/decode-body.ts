import type {Readable} from 'node:stream'
import {createBrotliDecompress, createGunzip, createInflate, createInflateRaw, createZstdDecompress} from 'node:zlib'

/** What was read of a body: `too-big` when even its beginning was out of proportion (a decompression bomb). */
export type ReadBody = {ok: true; body: Buffer; truncated: boolean} | {ok: false; reason: 'too-big' | 'protocol-error'; detail: string}

/** Compressed bytes that one answer may cost, whatever becomes of them. */
const maxReceived = 20 * 1024 * 1024
/** Beyond this ratio the sender means harm; short answers may compress better. */
const maxRatio = 100
const ratioFrom = 1024 * 1024

/**
 * Reads a body up to `maxBytes` of its decompressed form, counting both sides itself: declared lengths lie. The stream is
 * destroyed as soon as enough was read.
 */
export async function readBody(stream: Readable, encoding: string, maxBytes: number): Promise<ReadBody> {
  const codings = encoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
  // Whoever reads gets the error; a stream that nobody reads any more must not end the program with it.
  stream.on('error', () => undefined)
  if (codings.length > 1) {
    stream.destroy()
    return {ok: false, reason: 'protocol-error', detail: `content-encoding "${encoding.slice(0, 60)}" is not read`}
  }
  const received = {bytes: 0}
  const chunks: Buffer[] = []
  let size = 0
  let isBomb = false
  try {
    for await (const chunk of decoded(stream, codings[0], received)) {
      chunks.push(chunk)
      size += chunk.length
      isBomb = codings.length > 0 && size > ratioFrom && size > maxRatio * received.bytes
      if (size > maxBytes || isBomb || received.bytes > maxReceived) break
    }
  } catch (error) {
    // What came before the damage is no answer to judge by.
    return {ok: false, reason: 'protocol-error', detail: (error as Error).message.slice(0, 200)}
  } finally {
    stream.destroy()
  }
  if (isBomb) return {ok: false, reason: 'too-big', detail: `${received.bytes} bytes unpack to more than ${size}`}
  const whole = Buffer.concat(chunks)
  return {ok: true, body: whole.subarray(0, maxBytes), truncated: size > maxBytes || received.bytes > maxReceived}
}

async function* decoded(stream: Readable, coding: string | undefined, received: {bytes: number}): AsyncGenerator<Buffer> {
  const counted = count(stream, received)
  if (coding === undefined) {
    yield* counted
    return
  }
  const {value: first, done} = await counted.next()
  if (done) return
  const unpacker = unpackerOf(coding, first)
  if (!unpacker) throw new Error(`content-encoding "${coding.slice(0, 40)}" is not known`)
  const feed = (async () => {
    try {
      unpacker.write(first)
      for await (const chunk of counted) if (!unpacker.write(chunk)) await drained(unpacker)
      unpacker.end()
    } catch (error) {
      unpacker.destroy(error as Error)
    }
  })()
  try {
    yield* unpacker as AsyncIterable<Buffer>
  } finally {
    unpacker.destroy()
    stream.destroy()
    await feed
  }
}

type Unpacker = ReturnType<typeof unpackerOf>

function unpackerOf(coding: string, first: Buffer) {
  if (coding === 'gzip' || coding === 'x-gzip') return createGunzip()
  if (coding === 'br') return createBrotliDecompress()
  if (coding === 'zstd') return createZstdDecompress()
  // Some servers send "deflate" without the wrapper that RFC 9110 asks for.
  if (coding === 'deflate') return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw()
  return undefined
}

async function* count(stream: Readable, received: {bytes: number}): AsyncGenerator<Buffer> {
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    received.bytes += chunk.length
    yield chunk
  }
}

function drained(unpacker: NonNullable<Unpacker>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      unpacker.off('drain', done)
      unpacker.off('close', done)
      resolve()
    }
    unpacker.on('drain', done)
    unpacker.on('close', done)
  })
}
