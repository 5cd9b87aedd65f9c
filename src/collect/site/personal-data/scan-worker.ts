import {workerData} from 'node:worker_threads'
import {serveTasks} from '../../../lib/serve-tasks.ts'
import type {PersonalDataRules} from '../../../model/personal-data-rules.ts'
import {compileRules} from './compile-rules.ts'
import {type Scanned, type ScanTask, scanFile} from './scan-file.ts'

const rules = compileRules((workerData as {rules: PersonalDataRules}).rules)

serveTasks<ScanTask, Scanned>((task) => scanFile(task, rules))
