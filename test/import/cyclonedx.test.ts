import {describe, expect, it} from 'vitest'
import {cyclonedx} from '../../src/import/cyclonedx/cyclonedx.ts'
import {droppedOf, importWith} from './import-with.ts'
import {sourceOf} from './support.ts'
import {expectValidFacts} from './valid-facts.ts'

const read = (content: object | string) =>
  importWith(
    cyclonedx,
    sourceOf(typeof content === 'string' ? content : JSON.stringify({bomFormat: 'CycloneDX', specVersion: '1.6', ...content}), 100),
  )

async function softwareOf(content: object | string) {
  const imported = await read(content)
  const [target] = imported.targets
  if (target?.kind !== 'endpoint' || !target.facts.software?.ok) throw new Error('no software')
  expectValidFacts(target)
  expect(imported.mapped + droppedOf(imported)).toBe(imported.read)
  return {imported, target, fact: target.facts.software}
}

const debian = {type: 'operating-system', name: 'debian', version: '12'}
const curl = {
  type: 'library',
  name: 'curl',
  version: '7.88.1-10',
  purl: 'pkg:deb/debian/curl@7.88.1-10?arch=amd64',
  supplier: {name: 'Debian'},
}

describe('CycloneDX', () => {
  it('components of a machine become its programs', async () => {
    const {imported, target, fact} = await softwareOf({
      metadata: {timestamp: '2026-11-20T08:30:00+07:00', component: {type: 'device', name: 'may-chu-01'}},
      components: [
        debian,
        curl,
        {type: 'application', name: 'app', version: '1', components: [{type: 'library', group: 'org.x', name: 'y', version: '2'}]},
      ],
    })
    expect(target).toMatchObject({name: 'may-chu-01', observedAt: '2026-11-20T01:30:00.000Z', identity: {hostname: 'may-chu-01'}})
    expect(fact.value.items.map(({name, version, source, arch}) => [name, version, source, arch])).toEqual([
      ['debian', '12', 'import', undefined],
      ['curl', '7.88.1-10', 'dpkg', 'amd64'],
      ['app', '1', 'import', undefined],
      ['org.x/y', '2', 'import', undefined],
    ])
    expect(fact.gaps).toBeUndefined()
    expect(imported.read).toBe(4)
  })

  it.each([
    ['of one program only', {components: [curl]}],
    ['of an image, operating system and all', {metadata: {component: {type: 'container', name: 'debian:12'}}, components: [debian, curl]}],
    ['of a platform that programs run on', {metadata: {component: {type: 'platform', name: 'k8s'}}, components: [debian, curl]}],
    ['that says it is not complete', {components: [debian, curl], compositions: [{aggregate: 'incomplete'}]}],
  ])('a bill %s does not prove that a program is missing', async (_, content) => {
    const {fact, target} = await softwareOf(content)
    expect(fact.gaps?.['items']).toMatchObject({reason: 'not-collected'})
    expect(target.identity).toEqual({macs: [], addresses: []})
    expect(fact.at).toBe('1970-01-01T00:00:00Z')
  })

  it('files, data and what is excluded are counted', async () => {
    const {imported} = await softwareOf({
      components: [
        debian,
        {type: 'file', name: '/etc/passwd'},
        {type: 'library', name: 'z', scope: 'excluded'},
        {type: 'application'},
        5,
        null,
      ],
    })
    expect(imported).toMatchObject({read: 4, mapped: 1})
  })

  it('a bill that is cut off keeps what was complete', async () => {
    const text = JSON.stringify({bomFormat: 'CycloneDX', specVersion: '1.6', components: [debian, curl, curl]})
    const {imported, fact} = await softwareOf(text.slice(0, -20))
    expect(imported.incomplete).toBeDefined()
    expect(fact.gaps?.['items']).toMatchObject({reason: 'error'})
    expect(fact.value.items.length).toBe(2)
  })
})
