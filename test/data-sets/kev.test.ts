import {describe, expect, it} from 'vitest'
import {distinctProducts, kevOfMachines, kevOfName} from '../../src/cli/data-kev.ts'
import {catalogueLines, machineLines, matchLines, unknownNameLines} from '../../src/cli/data-kev-lines.ts'
import {loadKevProducts} from '../../src/content/load-kev-products.ts'
import {hashOf} from '../../src/data-sets/check-hash.ts'
import {parseKev} from '../../src/data-sets/kev-catalogue.ts'
import {createKevMatcher, type Program} from '../../src/data-sets/match-kev.ts'
import {goodPc, poorPc} from '../audit/sample-machines.ts'
import {freshStore} from '../store/fixtures.ts'
import {bytesOf, kev} from './samples.ts'

const {products} = loadKevProducts()
const pairs: [string, string][] = [
  ['Microsoft', 'Windows '],
  ['Microsoft', 'Win32k'],
  ['Google', 'Chromium V8'],
  ['RARLAB', 'WinRAR'],
  ['Synacor', ' Zimbra Collaboration Suite (ZCS)'],
  ['Mozilla', 'Firefox and Thunderbird'],
  ['Adobe', 'Reader and Acrobat'],
  ['Adobe', 'Flash Player'],
  ['Apple', 'macOS'],
]
const catalogue = parseKev(kev({products: pairs, entries: 0}), 'test')
const matcher = createKevMatcher(products, catalogue.vulnerabilities)
const idsOf = (program: Program) => matcher.productsOf(program).map(({id}) => id)

describe('which product a program is', () => {
  it.each<[Program, string[]]>([
    [{name: 'Google Chrome', product: 'chrome'}, ['chrome']],
    [{name: 'Cốc Cốc 130.0'}, ['coc-coc']],
    [{name: 'CốcCốc'.normalize('NFD')}, []],
    [{name: '7-Zip 23.01 (x64 edition)'}, ['7-zip']],
    [{name: 'WinRAR 6.11 (64-bit)'}, ['winrar']],
    [{name: 'Java 8 Update 391 (64-bit)'}, ['java']],
    [{name: 'JavaScript Runtime'}, []],
    [{name: 'Adobe Acrobat Reader DC - Vietnamese'}, ['acrobat-reader']],
    [{name: 'Microsoft Office Professional Plus 2016'}, ['microsoft-office']],
    [{name: 'Microsoft Office Proofing Tools 2016 - English'}, []],
    [{name: 'Microsoft Edge WebView2 Runtime'}, []],
    [{name: 'Microsoft Windows Desktop Runtime - 8.0.1 (x64)'}, []],
    [{name: 'Notepad++ (64-bit x64)'}, ['notepad-plus-plus']],
    [{name: 'Windows 11 Pro 25H2', product: 'windows'}, ['windows']],
    [{name: 'php8.2-fpm', isPackage: true}, ['php']],
    [{name: 'phpmyadmin', isPackage: true}, ['phpmyadmin']],
    [{name: 'git-lfs', isPackage: true}, []],
    [{name: 'chromium-browser', isPackage: true}, ['chrome']],
    [{name: 'UniKey'}, []],
    [{name: 'x'.repeat(100_000)}, []],
  ])('$name', (program, expected) => {
    expect(idsOf(program)).toEqual(expected)
  })
})

it.each([
  ['windows', ['Windows', 'Win32k']],
  ['edge', ['Chromium V8']],
  ['winrar', ['WinRAR']],
  ['zimbra', ['Zimbra Collaboration Suite (ZCS)']],
  ['thunderbird', ['Firefox and Thunderbird']],
  ['acrobat-reader', ['Reader and Acrobat']],
  ['anydesk', []],
])('what the catalogue holds on %s', (id, expected) => {
  const product = products.find((candidate) => candidate.id === id)
  if (!product) throw new Error(id)
  expect(
    matcher
      .entriesOf(product)
      .map((entry) => entry.product)
      .sort(),
  ).toEqual([...expected].sort())
})

async function workspace(withKev = true): Promise<string> {
  const {folder, store} = await freshStore()
  const bytes = bytesOf(kev({products: pairs, entries: 0}))
  const sha256 = hashOf(bytes)
  const at = '2026-12-10T05:00:00Z'
  if (withKev)
    await store.putDataSet(
      'kev',
      {
        file: `2026-11-20-${sha256.slice(0, 12)}.json`,
        asOf: '2026-11-20',
        sha256,
        bytes: bytes.length,
        entries: pairs.length,
        format: 'cisa-kev',
        from: 'kev.json',
        vouched: 'none',
        importedAt: at,
        by: 'test',
      },
      bytes,
      {at, actor: 'test', action: 'data.import', object: 'data kev', payload: '{}'},
    )
  await store.putSnapshot(goodPc, at)
  await store.putSnapshot({...poorPc, facts: {os: poorPc.facts.os}}, at)
  await store.close()
  return folder
}

const {signal} = new AbortController()

describe('the machines of a workspace', () => {
  it('are listed with what was seen, what was not, and no verdict', async () => {
    const answer = await kevOfMachines(await workspace(), '2026-12-14', undefined, signal)
    expect(answer.catalogue).toMatchObject({asOf: '2026-11-20', days: 24, old: true})
    const [poor, good] = [poorPc, goodPc].map(({target}) => answer.machines.find(({id}) => id === target.id))
    expect(good?.matches.map(({product}) => product.id)).toContain('windows')
    expect(poor?.unseen).toEqual(['software', 'browsers', 'remoteAccess'])
    expect(distinctProducts(answer.machines).filter(({product}) => product.id === 'windows')).toHaveLength(1)
    for (const language of ['vi', 'en'] as const) {
      const said = [
        ...catalogueLines(answer.catalogue, language),
        ...answer.machines.flatMap((machine) => machineLines(machine, 9, language)),
      ].join(' ')
      expect(said).toContain(language === 'vi' ? 'kiểm tra phiên bản' : 'check the version')
      expect(said).toContain(language === 'vi' ? 'DỮ LIỆU CŨ' : 'OLD DATA')
      expect(said).not.toMatch(/vulnerable|dễ bị|bị lỗ hổng|có lỗ hổng(?! bị khai thác)/i)
    }
  })

  it('one of them', async () => {
    const folder = await workspace()
    const one = await kevOfMachines(folder, '2026-12-14', goodPc.target.name.toLowerCase(), signal)
    expect(one.machines.map(({id}) => id)).toEqual([goodPc.target.id])
    await expect(kevOfMachines(folder, '2026-12-14', 'nobody', signal)).rejects.toMatchObject({code: 'unknown-machine'})
  })

  it('without a catalogue nothing is said, least of all that nothing was found', async () => {
    await expect(kevOfMachines(await workspace(false), '2026-12-14', undefined, signal)).rejects.toMatchObject({code: 'no-data'})
  })
})

it.each([
  ['WinRAR 6.11', ['winrar'], 1],
  ['php8.2', ['php'], 0],
  ['AnyDesk', ['anydesk'], 0],
  ['UniKey', undefined, 0],
])('a program by its name: %s', async (name, ids, entries) => {
  const {matches} = await kevOfName(await workspace(), '2026-11-26', name)
  expect(matches?.map(({product}) => product.id)).toEqual(ids)
  expect(matches?.flatMap((match) => match.entries) ?? []).toHaveLength(entries)
  for (const language of ['vi', 'en'] as const) {
    const said = matches ? matches.flatMap((match) => matchLines(match, 3, language)) : unknownNameLines(language)
    expect(said.join(' ')).toContain(language === 'vi' ? 'kiểm tra phiên bản' : 'check the version')
  }
})
