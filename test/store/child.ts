// Run as a process of its own by the tests: `node child.ts <what> <folder> <name>`. Prints one line of JSON when it is done.
import {setTimeout as sleep} from 'node:timers/promises'
import {createFolderStore, openToWrite} from '../../src/store/folder-store.ts'
import type {Store} from '../../src/store/store.ts'
import {StoreError} from '../../src/store/store-error.ts'
import {backupFact, registerEntry, sampleSnapshot, sampleSystem, sampleWorkspace} from './samples.ts'

const [what = '', folder = '', name = ''] = process.argv.slice(2)
const writer = {command: `child ${name}`, at: '2026-11-25T08:00:00+07:00'}

/** Holds the lock until it is killed. */
async function hold(): Promise<void> {
  const store = await openToWrite(folder, writer)
  process.stdout.write('ready\n')
  await sleep(60_000)
  await store.close()
}

/** Writes all kinds of things as fast as it can until it is killed. */
async function storm(): Promise<void> {
  const store = await openToWrite(folder, writer)
  const pad = 'x'.repeat(40_000)
  process.stdout.write('ready\n')
  for (let round = 0; ; round++) {
    const at = new Date(Date.UTC(2026, 10, 25) + Number(name) * 3_600_000 + round * 1000).toISOString()
    await Promise.all([
      ...['pc-1', 'pc-2', 'pc-3'].map((id) => store.putSnapshot(bigSnapshot(id, at, pad.slice(0, 8000), round), at)),
      store.updateRegister(
        (register) => ({...register, systems: [sampleSystem(`s${name}-${round}`), ...register.systems.slice(0, 20)]}),
        registerEntry,
      ),
      store.appendJournal({at, actor: name, action: 'storm', object: String(round), payload: at}),
      store.putAssessment(
        `a-${name}-${round}`,
        new Map([
          ['one.json', pad],
          ['two.json', pad],
          ['evidence/three.bin', pad],
        ]),
      ),
    ])
  }
}

function bigSnapshot(id: string, at: string, pad: string, round: number) {
  return sampleSnapshot(id, at, backupFact(`${round}${pad}`, at))
}

/** A hundred small updates, each with the lock taken and given back. */
async function updates(): Promise<void> {
  for (let round = 0; round < 100; round++) {
    await withStore((store) =>
      store.updateRegister((register) => ({...register, systems: [...register.systems, sampleSystem(`${name}-${round}`)]}), registerEntry),
    )
  }
}

async function withStore(action: (store: Store) => Promise<unknown>): Promise<void> {
  const store = await openToWrite(folder, {...writer, waitMs: 20_000})
  try {
    await action(store)
  } finally {
    await store.close()
  }
}

const actions: Record<string, () => Promise<unknown>> = {
  hold,
  storm,
  updates,
  open: () => withStore(async () => {}),
  put: () => withStore((store) => store.putSnapshot(sampleSnapshot('pc-1', writer.at), writer.at)),
  create: async () => (await createFolderStore(folder, sampleWorkspace, writer)).close(),
}

try {
  await actions[what]?.()
  process.stdout.write('{"ok":true}\n')
} catch (error) {
  if (!(error instanceof StoreError)) throw error
  process.stdout.write(`${JSON.stringify({ok: false, code: error.code, where: error.where, what: error.what})}\n`)
}
