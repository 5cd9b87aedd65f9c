import {UserError} from '../lib/user-error.ts'
import type {EndpointRow} from '../model/endpoint-index.ts'
import {openToWrite} from '../store/folder-store.ts'
import type {Store} from '../store/store.ts'
import {findEndpoint} from './find-endpoint.ts'

/** What a person says of two PCs. */
export interface PairAsked {
  folder: string
  command: string
  first: string
  second: string
  reason: string
}

/** Finds the two PCs and carries out what was said of them; one PC named twice is refused. */
export async function decidePair(
  {folder, command, first, second, reason}: PairAsked,
  decide: (store: Store, first: EndpointRow, second: EndpointRow, reason: string) => Promise<void>,
): Promise<{first: EndpointRow; second: EndpointRow}> {
  const store = await openToWrite(folder, {command, at: new Date().toISOString(), waitMs: 15_000})
  try {
    const rows = (await store.listEndpoints()).flatMap((one) => (one.ok ? [one.row] : []))
    const pair = {first: findEndpoint(rows, first), second: findEndpoint(rows, second)}
    if (pair.first.id === pair.second.id)
      throw new UserError({
        code: 'same-machine',
        what: {vi: 'Hai mã này là một máy', en: 'These are one machine'},
        where: pair.first.id,
        next: {vi: 'Nêu hai máy khác nhau; xem "stp-sec endpoint ask".', en: 'Name two machines; see "stp-sec endpoint ask".'},
      })
    await decide(store, pair.first, pair.second, reason.normalize('NFC'))
    return pair
  } finally {
    await store.close()
  }
}
