import {createHash} from 'node:crypto'
import type {ImportedTarget} from './importer.ts'

/**
 * Id under which an imported target is kept: what its format settled, else a hash of what names the machine best. Nobody has
 * asked yet whether the machine is known under another one.
 */
export function idOf({id, kind, identity, name}: ImportedTarget): string {
  if (id !== undefined) return id
  const {machineId, uuid, serial, hostname, macs} = identity
  // Many PCs are called alike: where there is nothing better, a network card tells them apart.
  const named = [`name:${hostname ?? name}`, ...[...macs].sort().slice(0, 1)].join('|')
  // The id of an installation is unique by design; the others are often junk, so they count together only.
  const seed = machineId ?? (uuid === undefined && serial === undefined ? named : [uuid, serial, hostname].join('|'))
  const hash = createHash('sha256').update(`stp-sec ${kind} ${seed}`).digest('hex').slice(0, 12)
  return kind === 'endpoint' ? `pc-${hash}` : `${kind}-${hash}`
}
