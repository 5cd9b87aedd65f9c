import {workerData} from 'node:worker_threads'
import {serveTasks} from '../../../lib/serve-tasks.ts'
import type {SpamRules} from '../../../model/spam-rules.ts'
import {compileSpamRules} from './compile-rules.ts'
import {readView, type SpamTask} from './read-view.ts'
import type {Reading} from './view-signals.ts'

const {rules, familyNames} = workerData as {rules: SpamRules; familyNames: string[]}
const compiled = compileSpamRules(rules, familyNames)

serveTasks<SpamTask, Reading>((task) => readView(task, compiled))
