import {gunzipSync, gzipSync} from 'node:zlib'
import {z} from 'zod'
import {compileCheck} from '../check/compile.ts'
import {languageOf} from '../check/language-of.ts'
import type {Content} from '../content/content.ts'
import {check} from '../model/check.ts'
import {dataAge} from '../model/data-sets.ts'
import {type JudgedLibraries, judgedLibraries} from '../model/js-libraries.ts'
import {basisRule, instrument, transition} from '../model/legal-basis.ts'
import {lifecycleProduct} from '../model/lifecycle.ts'
import {policy} from '../model/policy.ts'
import {annualReport, labels, noticeWords} from '../model/report-words.ts'
import {type SoftwareRules, softwareRules} from '../model/software-rules.ts'
import {type WindowsBuilds, windowsBuilds, windowsBuildsSchema} from '../model/windows-builds.ts'
import type {Basis} from '../pipeline.ts'

/** A folder from a stranger may hold a decompression bomb; real content is about 1 MB. */
const maxBytes = 64 * 1024 * 1024

/** Folders from before these rules have no check that asks for them. */
const noSoftware: SoftwareRules = {rules: []}

const noLibraries: JudgedLibraries = {holesReadTo: '2000-01-01', libraries: []}

const noBuilds: WindowsBuilds = {schema: windowsBuildsSchema, asOf: '2000-01-01', builds: []}

/** Everything that a verdict depends on beside the facts, so that a folder can be judged again years later. */
export const bundle = z.strictObject({
  schema: z.literal('stp-sec/content/1'),
  policy,
  checks: z.array(check),
  lifecycle: z.array(lifecycleProduct),
  windowsBuilds: windowsBuilds.optional().describe('Absent in folders of older versions'),
  software: softwareRules.optional().describe('Rules for installed programs; absent in folders of older versions'),
  libraries: judgedLibraries.optional().describe('Libraries of scripts and their holes; absent in folders of older versions'),
  dataSets: z.array(dataAge).optional().describe('Which version of each data set was used; absent in folders of older versions'),
  rule: basisRule,
  instruments: z.array(instrument),
  transitions: z.array(z.strictObject({rule: transition, instruments: z.array(instrument)})),
  words: z.strictObject({labels, notices: noticeWords, annual: annualReport}),
})
export type Bundle = z.infer<typeof bundle>

export function makeBundle(content: Content, basis: Basis): Bundle {
  const used = new Set(
    basis.policy.groups.flatMap((group) =>
      group.requirements.flatMap((requirement) =>
        (requirement.checks ?? []).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.keys(entry))),
      ),
    ),
  )
  return {
    schema: 'stp-sec/content/1',
    // Joining catalogues leaves keys in another order than reading them back does, and the bytes must be the same.
    policy: basis.policy.overlays ? policy.parse(basis.policy) : basis.policy,
    checks: [...content.checks.values()].filter((compiled) => used.has(compiled.check.id)).map((compiled) => compiled.check),
    lifecycle: content.lifecycle,
    windowsBuilds: content.windowsBuilds,
    software: softwareRules.parse(content.software),
    libraries: judgedLibraries.parse(content.libraries),
    ...(content.dataSets ? {dataSets: content.dataSets} : {}),
    rule: basis.rule,
    instruments: basis.instruments,
    transitions: basis.transitions,
    words: content.words,
  }
}

/** Keys keep their order here: a report prints values in the order of the catalogue, and must print the same again. */
export function packBundle(value: Bundle): Uint8Array {
  return gzipSync(JSON.stringify(value))
}

export function unpackBundle(data: Uint8Array): Bundle {
  return bundle.parse(JSON.parse(gunzipSync(data, {maxOutputLength: maxBytes}).toString('utf8')))
}

/** Content and basis as they were when the folder was made. */
export function restoreContent(value: Bundle): {content: Content; basis: Basis} {
  const builds = value.windowsBuilds ?? noBuilds
  const software = value.software ?? noSoftware
  const libraries = value.libraries ?? noLibraries
  const language = languageOf({lifecycle: value.lifecycle, windowsBuilds: builds, software, libraries})
  const checks = new Map(
    value.checks.map((item) => {
      const compiled = compileCheck(item, language)
      if (!compiled.ok) throw new Error(`check ${item.id}: ${compiled.problems[0]?.message}`)
      return [item.id, compiled.value] as const
    }),
  )
  const content: Content = {
    checks,
    policies: new Map([[value.policy.head.id, value.policy]]),
    // Numbers were compared when the folder was made; the catalogue in it is the joined one.
    stricter: {lower: [], higher: [], interval: []},
    legalBasis: {instruments: value.instruments, rules: [value.rule], transitions: value.transitions.map(({rule}) => rule)},
    lifecycle: value.lifecycle,
    windowsBuilds: builds,
    software,
    libraries,
    ...(value.dataSets ? {dataSets: value.dataSets} : {}),
    words: value.words,
  }
  return {content, basis: {policy: value.policy, instruments: value.instruments, rule: value.rule, transitions: value.transitions}}
}
