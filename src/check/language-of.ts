import type {JudgedLibraries} from '../model/js-libraries.ts'
import type {LifecycleProduct} from '../model/lifecycle.ts'
import type {SoftwareRules} from '../model/software-rules.ts'
import type {WindowsBuilds} from '../model/windows-builds.ts'
import {type CheckLanguage, createCheckLanguage} from './environment.ts'
import {createLifecycle} from './lifecycle.ts'
import {createSoftwareJudge} from './software-rules.ts'
import {createWindowsBuildTable} from './windows-builds.ts'

/** The tables that expressions may ask. */
export interface CheckTables {
  lifecycle: readonly LifecycleProduct[]
  windowsBuilds: Pick<WindowsBuilds, 'builds'>
  software: SoftwareRules
  libraries: JudgedLibraries
}

/** The language of checks over given tables. */
export function languageOf({lifecycle, windowsBuilds, software, libraries}: CheckTables): CheckLanguage {
  return createCheckLanguage(
    createLifecycle(lifecycle),
    createWindowsBuildTable(windowsBuilds.builds),
    createSoftwareJudge(software.rules, lifecycle),
    libraries,
  )
}
