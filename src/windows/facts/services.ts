import {present} from '../../lib/present.ts'
import type {Services} from '../../model/facts/services.ts'
import {type Built, readStates, startOf, type WindowsLook} from '../look.ts'
import {type Gaps, map} from '../output.ts'
import {numberOf} from '../registry.ts'

/** Services, those of drivers left out. */
export function buildServices(look: WindowsLook): Built<'services'> {
  const source = 'Win32_Service, sc query, registry Services'
  const states = readStates(look)
  if (!states.ok) return {...states, source}
  const gaps: Gaps = {}
  const items = [...states.value.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({name, running}): Services['items'][number] => {
      const start = map(startOf(look, name), numberOf)
      if (!start.ok) gaps['items.startsAtBoot'] = {reason: start.reason, detail: start.detail}
      return {name, running, ...present({startsAtBoot: start.ok ? start.value === 2 : undefined})}
    })
  return {ok: true, value: {manager: 'scm', items}, gaps, source}
}
