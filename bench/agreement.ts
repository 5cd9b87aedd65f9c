import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {compare} from '../test/stand/agreement/compare.ts'
import {askSslscan, readSslscan} from '../test/stand/agreement/sslscan.ts'
import {writeTable} from '../test/stand/agreement/table.ts'
import {askTestssl, readTestssl, type TestsslRow} from '../test/stand/agreement/testssl.ts'
import type {StandCase} from '../test/stand/case.ts'
import {certificateCases} from '../test/stand/cases/certificates.ts'
import {nginxCases} from '../test/stand/cases/tls-nginx.ts'
import {opensslCases} from '../test/stand/cases/tls-openssl.ts'
import {otherTlsCases} from '../test/stand/cases/tls-others.ts'
import {scriptedTlsCases} from '../test/stand/cases/tls-scripted.ts'
import {makeCertificates} from '../test/stand/certificates.ts'
import {createProber} from '../test/stand/probe-case.ts'
import {createServers, missingFor} from '../test/stand/servers.ts'
import {lacks} from './measure.ts'

/** testssl.sh takes minutes a server and hours for all: what it said is kept, so that a run can go on where another ended. */
const folder = process.env['STP_SEC_PEERS_FOLDER'] ?? join(import.meta.dirname, '..', 'node_modules', '.cache', 'stp-sec-agreement')
const atOnce = Number(process.env['STP_SEC_PEERS_AT_ONCE'] ?? 2)
const page = join(import.meta.dirname, '..', 'test', 'stand', 'agreement.md')
const tlsCases = [...opensslCases, ...nginxCases, ...otherTlsCases, ...scriptedTlsCases]

interface Answers {
  ours: {fails: string[]; passes: string[]}
  sslscan?: string
  testssl?: TestsslRow[]
}

/** Asks sslscan and testssl.sh about every TLS server of the stand and writes test/stand/agreement.md. Fails where nobody can say why. */
export async function run(): Promise<void> {
  if (lacks('agreement', ['openssl', 'nginx', 'sslscan', 'testssl'])) return
  mkdirSync(folder, {recursive: true})
  const cases = [...tlsCases, ...certificateCases].filter((one) => missingFor(one) === undefined)
  const answers = process.env['STP_SEC_PEERS'] === 'kept' ? keptAnswers(cases) : await askEverybody(cases)
  const rows = cases.flatMap((one) => {
    const {ours, sslscan, testssl} = answers.get(one.name) ?? {}
    if (!ours) return []
    return {
      one,
      ours: ours.fails,
      ...(sslscan ? {sslscan: compare('sslscan', one, ours, readSslscan(sslscan))} : {}),
      ...(testssl ? {testssl: compare('testssl.sh', one, ours, readTestssl(testssl))} : {}),
    }
  })
  const {text, unexplained} = writeTable(rows)
  writeFileSync(page, text)
  console.log(`agreement: ${rows.length} servers, ${unexplained.length} differences without a reason; ${page}`)
  for (const one of unexplained) console.log(`  ${one}`)
  if (unexplained.length > 0) process.exitCode = 1
}

/** What was kept of an earlier run, without asking anybody. */
function keptAnswers(cases: readonly StandCase[]): Map<string, Answers> {
  return new Map(
    cases.flatMap((one) => {
      const known = remembered(one)
      return known ? [[one.name, known]] : []
    }),
  )
}

async function askEverybody(cases: readonly StandCase[]): Promise<Map<string, Answers>> {
  const pki = makeCertificates()
  const servers = createServers(pki)
  const prober = createProber(pki)
  const answers = new Map<string, Answers>()
  const askAll = async (one: StandCase): Promise<void> => {
    const known = remembered(one)
    const place = await servers.start(one.server)
    const {fails, passes} = await prober.probe(one, place)
    const sslscan = known?.sslscan ?? (await askSslscan(place).catch(() => undefined))
    const part = certificateCases.includes(one) ? 'certificate' : 'tls'
    const testssl = known?.testssl ?? (process.env['STP_SEC_PEERS'] === 'sslscan' ? undefined : await askTestssl(place, part, pki.folder))
    const all: Answers = {ours: {fails, passes}, ...(sslscan ? {sslscan} : {}), ...(testssl ? {testssl} : {})}
    writeFileSync(fileOf(one), JSON.stringify(all))
    answers.set(one.name, all)
    console.log(`agreement: ${answers.size} of ${cases.length}: ${one.name}`)
  }
  try {
    await servers.prepare(cases)
    const waiting = [...cases]
    const work = async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) await askAll(one)
    }
    await Promise.all(Array.from({length: atOnce}, work))
  } finally {
    servers.stop()
    await prober.close()
    pki.remove()
  }
  return answers
}

const fileOf = ({name}: StandCase) => join(folder, `${name.replaceAll(/[^\p{L}\d]+/gu, '-')}.json`)

function remembered(one: StandCase): Answers | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(one), 'utf8')) as Answers
  } catch {
    return undefined
  }
}
