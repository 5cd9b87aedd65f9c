import type {SoftwarePlace} from '../check/software-rules.ts'
import type {Register} from '../model/register.ts'
import type {Snapshot} from '../model/snapshot.ts'
import type {SoftwareRules} from '../model/software-rules.ts'
import type {StoreReader} from '../store/store.ts'
import {endpointOffices} from './endpoint-offices.ts'

/** Where each PC stands when no system is asked about: the highest level of its systems, its office out of the register. */
export async function softwarePlaces(
  software: SoftwareRules,
  store: Pick<StoreReader, 'listEndpoints'>,
  register: Register,
): Promise<(target: Snapshot['target']) => SoftwarePlace> {
  const offices = await endpointOffices(software, store, register)
  const levels = new Map<string, number>()
  for (const {level, status, endpoints} of register.systems) {
    if (level === undefined || status === 'stopped') continue
    for (const id of endpoints.members) levels.set(id, Math.max(level, levels.get(id) ?? 0))
  }
  return ({id, name}) => ({endpoint: id, name, level: levels.get(id), office: offices[id]})
}
