import {findSystem} from '../audit/find-system.ts'
import {loadContent} from '../content/content.ts'
import {dayOf, formatDay} from '../lib/dates.ts'
import {UserError} from '../lib/user-error.ts'
import {type Register, type Task, task} from '../model/register.ts'
import type {Language} from '../model/text.ts'
import {isOpen, isOverdue, refuseEnd, refuseUnclear, sixFields, type TaskEnd, unclearFields} from '../register-answers/task-rules.ts'
import {evidenceLines} from './answers-attest.ts'
import {findAnswered, findById, findRequirement} from './answers-context.ts'
import {dayOr, newId, requireFreeId, shaped} from './answers-entry.ts'
import {findEvidence, keepEvidence} from './answers-evidence.ts'
import {pad, wrap} from './columns.ts'
import {editRegister, readRegister} from './edit-register.ts'

export interface TaskFlags {
  person?: string | undefined
  work?: string | undefined
  responsibility?: string | undefined
  authority?: string | undefined
  due?: string | undefined
  result?: string | undefined
  requirement?: string | undefined
  before?: string | undefined
  note?: string | undefined
  id?: string | undefined
}

/** Enters a task, once all six things are clear. */
export async function addTask(folder: string, system: string, flags: TaskFlags): Promise<Task> {
  const command = 'stp-sec task add'
  const today = dayOf(Date.now())
  await requireKnown(folder, system, flags.requirement, today)
  const draft = textsOf(flags)
  const unclear = refuseUnclear(draft, `${command} ${system}`)
  if (unclear) throw new UserError(unclear)
  const checked = shaped(task, {id: 'draft', system, ...draft, status: 'open', openedOn: today, evidence: []}, command)
  let added = checked
  await editRegister({folder, command, action: 'task.add', object: system}, (register) => {
    findSystem(register, system, folder)
    const id = flags.id === undefined ? newId('kp', today, register.tasks) : requireFreeId(flags.id, register.tasks, command)
    added = {...checked, id}
    return {...register, tasks: [...register.tasks, added]}
  })
  return added
}

/** Changes what is given of an open task; `doing` says that somebody has begun. */
export async function editTask(folder: string, id: string, flags: TaskFlags, doing: boolean): Promise<Task> {
  const command = 'stp-sec task edit'
  const draft = textsOf(flags)
  if (Object.keys(draft).length === 0 && !doing)
    throw new UserError({
      code: 'nothing-to-change',
      what: {vi: 'Chưa nêu nội dung cần sửa', en: 'Nothing to change was given'},
      where: `${command} ${id}`,
      next: {
        vi: `Ghi mục cần sửa, ví dụ --person "..."; xem "${command} --help".`,
        en: `Give what to change, for example --person "..."; see "${command} --help".`,
      },
    })
  const before = findTask((await readRegister(folder)).tasks, id, folder)
  await requireKnown(folder, before.system, flags.requirement, dayOf(Date.now()))
  return changeTask(folder, command, 'task.edit', id, undefined, (found) => {
    if (!isOpen(found)) throw endedError(found, command)
    return shaped(task, {...found, ...draft, ...(doing ? {status: 'doing'} : {})}, command)
  })
}

export interface CloseFlags {
  after?: string | undefined
  'closed-on'?: string | undefined
  dropped?: boolean | undefined
  reason?: string | undefined
  evidence?: string[] | undefined
  paper?: string[] | undefined
}

/** Ends a task: done with its result and a proof, or dropped with a reason. */
export async function closeTask(folder: string, id: string, flags: CloseFlags): Promise<Task> {
  const command = 'stp-sec task close'
  const today = dayOf(Date.now())
  const given = await findEvidence(flags)
  const end: TaskEnd = {
    status: flags.dropped ? 'dropped' : 'done',
    on: dayOr(flags['closed-on'], today, '--closed-on'),
    after: flags.after?.trim(),
    reason: flags.reason?.trim(),
    proofs: given.length,
  }
  const requireEnd = (found: Task) => {
    const refusal = refuseEnd(found, {...end, proofs: end.proofs + found.evidence.length}, today)
    if (refusal) throw new UserError(refusal)
  }
  requireEnd(findTask((await readRegister(folder)).tasks, id, folder))
  const evidence = await keepEvidence(folder, given)
  return changeTask(folder, command, flags.dropped ? 'task.drop' : 'task.close', id, end.reason, (found) => {
    // Again on the register as it is now: somebody else may have closed it meanwhile.
    requireEnd(found)
    return shaped(
      task,
      {
        ...found,
        status: end.status,
        closedOn: end.on,
        ...(end.after ? {after: end.after} : {}),
        ...(end.reason ? {note: end.reason} : {}),
        evidence: [...found.evidence, ...evidence],
      },
      command,
    )
  })
}

async function changeTask(
  folder: string,
  command: string,
  action: string,
  id: string,
  reason: string | undefined,
  change: (task: Task) => Task,
): Promise<Task> {
  let changed: Task | undefined
  await editRegister({folder, command, action, object: id, ...(reason ? {reason} : {})}, (register) => {
    const after = change(findTask(register.tasks, id, folder))
    changed = after
    return {...register, tasks: register.tasks.map((candidate) => (candidate.id === id ? after : candidate))}
  })
  return findTask(changed ? [changed] : [], id, folder)
}

function endedError(found: Task, command: string): UserError {
  return new UserError({
    code: 'task-ended',
    what: {vi: `Việc ${found.id} đã kết thúc nên không sửa được nữa`, en: `Task ${found.id} has ended and can no longer be changed`},
    where: `${command} ${found.id}`,
    next: {vi: 'Lập việc mới bằng "stp-sec task add".', en: 'Make a new one with "stp-sec task add".'},
  })
}

function textsOf(flags: TaskFlags): Partial<Task> {
  const {person, work, responsibility, authority, result, requirement, before, note} = flags
  const dueOn = flags.due === undefined || flags.due.trim() === '' ? undefined : dayOr(flags.due, '', '--due')
  const all = {person, work, responsibility, authority, dueOn, result, requirement, before, note}
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value.trim() !== ''))
}

/** A task may be about a requirement or about a whole group of them. */
async function requireKnown(folder: string, system: string, requirement: string | undefined, on: string): Promise<void> {
  const register = await readRegister(folder)
  findSystem(register, system, folder)
  if (requirement === undefined) return
  const answered = findAnswered(loadContent(), register, system, on, folder)
  if (answered.policies.some(({groups}) => groups.some(({id}) => id === requirement))) return
  findRequirement(answered, requirement)
}

export function findTask<T extends Task>(tasks: readonly T[], id: string, folder: string): T {
  return findById(tasks, id, `${folder}/register.json`, {
    code: 'unknown-task',
    what: {vi: `Không có việc "${id}"`, en: `There is no task "${id}"`},
  })
}

export interface ListedTask extends Task {
  overdue: boolean
  /** Which of the six are not clear yet. */
  unclear: string[]
}

export function listTasks(register: Pick<Register, 'tasks'>, on: string): ListedTask[] {
  return register.tasks.map((item) => ({
    ...item,
    overdue: isOverdue(item, on),
    unclear: isOpen(item) ? unclearFields(item).map(({key}) => key) : [],
  }))
}

export function taskLines(item: ListedTask, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const states = {
    open: t('chưa làm', 'open'),
    doing: t('đang làm', 'doing'),
    done: t('đã xong', 'done'),
    dropped: t('không làm', 'dropped'),
  }
  const unclear = sixFields.filter(({key}) => item.unclear.includes(key)).map(({name}) => name[language])
  const when = isOpen(item)
    ? `${t('hạn', 'by')} ${formatDay(item.dueOn)}${item.overdue ? t(' - QUÁ HẠN', ' - OVERDUE') : ''}`
    : formatDay(item.closedOn ?? item.dueOn)
  return [
    `${pad(item.id, 20)} ${pad(item.requirement ?? '–', 28)} ${states[item.status]}, ${when}`,
    ...wrap(item.work, '    '),
    ...wrap(`${t('Người', 'Person')}: ${item.person}`, '    '),
    ...(unclear.length > 0 ? wrap(`${t('Chưa', 'Not clear yet:')} ${unclear.join(', ')}`, '    ') : []),
  ]
}

export function taskDetailLines(item: ListedTask, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const rest: [string, string | undefined][] = [
    [t('Trách nhiệm', 'Responsibility'), item.responsibility],
    [t('Thẩm quyền', 'Authority'), item.authority],
    [t('Kết quả cần đạt', 'Result to reach'), item.result],
    [t('Trước khi khắc phục', 'Before'), item.before],
    [t('Sau khi khắc phục', 'After'), item.after],
    [t('Ghi chú', 'Note'), item.note],
  ]
  return [
    ...taskLines(item, language),
    ...rest.flatMap(([name, value]) => (value === undefined ? [] : wrap(`${name}: ${value}`, '    '))),
    ...evidenceLines(item.evidence, language),
  ]
}
