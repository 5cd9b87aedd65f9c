import {createLifecycle} from '../check/lifecycle.ts'
import type {Content} from '../content/content.ts'
import {stableJson} from '../lib/stable-json.ts'
import type {Assessment, Result} from '../model/assessment.ts'
import type {Snapshot} from '../model/snapshot.ts'
import {assessSystem, type Basis} from '../pipeline.ts'
import {composeAnnualAssessment} from '../report/annual-assessment/compose.ts'
import {tool} from '../version.ts'
import {makeBundle, packBundle} from './bundle.ts'
import {createUnseenLedger, endpointRow} from './endpoint-row.ts'
import type {Inputs} from './inputs.ts'
import {entryFor, type Manifest, type ManifestEntry, manifestName, packageFiles, sha256} from './manifest.ts'
import {comparePrevious} from './previous.ts'
import {siteRows} from './site-rows.ts'

export interface AssessmentPackage {
  assessment: Assessment
  /** Files of the folder by name, manifest excluded. */
  files: Map<string, Uint8Array>
  entries: ManifestEntry[]
  policySha256: string
}

/**
 * Judges, grades and prints one system. Pure but for the fonts the PDF needs: the same inputs give the same bytes, which
 * is what `evidence verify` relies on.
 */
export async function makePackage(
  content: Content,
  basis: Basis,
  given: Inputs,
  snapshots: readonly Snapshot[],
  options: {previous?: Assessment | undefined; onStep?: ((step: 'judge' | 'report') => void) | undefined} = {},
): Promise<AssessmentPackage> {
  options.onStep?.('judge')
  const results: string[] = []
  const ledger = createUnseenLedger()
  const lifecycle = createLifecycle(content.lifecycle)
  const assessment = await assessSystem({
    content,
    basis,
    on: given.on,
    id: given.id,
    system: given.system,
    register: given,
    declaredTargets: given.declaredTargets,
    snapshots,
    offices: given.offices,
    onResults: (_, own: readonly Result[]) => {
      for (const result of own) results.push(stableJson(result))
    },
  })
  const machines = snapshots.filter(({target}) => target.kind === 'endpoint')
  for (const snapshot of machines) ledger.add(snapshot)
  const previous = options.previous ? comparePrevious(options.previous, assessment) : given.previous
  const inputs: Inputs = previous ? {...given, previous} : given
  const files = new Map<string, Uint8Array>()
  const entries: ManifestEntry[] = []
  const add = (kind: keyof typeof packageFiles, data: Uint8Array) => {
    files.set(packageFiles[kind], data)
    entries.push(entryFor(kind, data))
  }
  const bundle = makeBundle(content, basis)
  add('facts', lines(snapshots.map((snapshot) => stableJson(snapshot))))
  add('content', packBundle(bundle))
  add('inputs', bytes(`${stableJson(inputs, 2)}\n`))
  add('results', lines(results))
  add('assessment', bytes(`${stableJson(assessment, 2)}\n`))
  options.onStep?.('report')
  const document = composeAnnualAssessment({
    language: inputs.language,
    assessment,
    policy: basis.policy,
    instruments: basis.instruments,
    transitions: basis.transitions,
    checks: new Map(bundle.checks.map((check) => [check.id, check])),
    workspace: inputs.workspace,
    system: inputs.system,
    endpoints: machines.map((snapshot) => endpointRow(snapshot, lifecycle)),
    hosts: snapshots.flatMap(({target, collectedAt, facts}) => {
      if (target.kind !== 'host') return []
      const ports = facts.openPorts?.ok ? facts.openPorts.value.tcp.map(({port}) => port) : []
      return [{id: target.id, name: target.name, collectedAt, ports}]
    }),
    ...(given.system.sites ? {sites: siteRows(given.system.sites, snapshots, given.on)} : {}),
    unseen: ledger.list(),
    ...(previous ? {previous} : {}),
    tasks: inputs.tasks ?? [],
    ...(inputs.journal ? {journal: inputs.journal} : {}),
    ...(content.dataSets ? {dataSets: content.dataSets} : {}),
    evidenceFiles: entries.map(({path, sha256}) => ({path, sha256})),
    tool,
    words: content.words,
  })
  const {renderPdf} = await import('../report/pdf/render-pdf.ts')
  const chunks: Uint8Array[] = []
  await renderPdf(document, (chunk) => chunks.push(chunk))
  add('report', Buffer.concat(chunks))
  return {assessment, files, entries, policySha256: sha256(stableJson(basis.policy))}
}

/** The manifest closes the folder: hashes of everything else, and who made it when. */
export function addManifest(made: AssessmentPackage, createdAt: string, createdBy: string): Manifest {
  const {assessment} = made
  const manifest: Manifest = {
    schema: 'stp-sec/manifest/1',
    id: assessment.id,
    createdAt,
    createdBy,
    tool,
    policy: {...assessment.policy, sha256: made.policySha256},
    files: made.entries,
  }
  made.files.set(manifestName, bytes(`${stableJson(manifest, 2)}\n`))
  return manifest
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}

function lines(items: readonly string[]): Uint8Array {
  return bytes(items.map((item) => `${item}\n`).join(''))
}
