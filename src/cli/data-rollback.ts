import {refuse} from '../data-sets/refuse.ts'
import {currentActor} from '../lib/actor.ts'
import {stableJson} from '../lib/stable-json.ts'
import type {DataSetId, DataVersion} from '../model/data-sets.ts'
import {openToWrite} from '../store/folder-store.ts'

const command = 'stp-sec data rollback'

/** Puts the version before the one in use back, or the one of a day that is named; says so in the journal. */
export async function rollBack(
  folder: string,
  set: DataSetId,
  to: string | undefined,
): Promise<{set: DataSetId; version: DataVersion; previous: DataVersion}> {
  const store = await openToWrite(folder, {command, at: new Date().toISOString(), waitMs: 15_000})
  try {
    const state = (await store.readDataIndex()).sets[set]
    const versions = state?.versions ?? []
    const position = versions.findIndex(({file}) => file === state?.inUse)
    const previous = versions[position]
    if (!previous)
      throw refuse(
        'nothing-imported',
        set,
        {vi: `Chưa nạp bộ ${set} nào`, en: `No ${set} was ever imported`},
        {
          vi: 'Nạp bằng "stp-sec data import" hoặc "stp-sec data update".',
          en: 'Import one with "stp-sec data import" or "stp-sec data update".',
        },
      )
    const target =
      to === undefined
        ? versions[position + 1]
        : versions.find((version) => version !== previous && (version.asOf === to || version.sha256.startsWith(to.toLowerCase())))
    if (!target) throw noVersion(set, versions, previous, to)
    const version = await store.useDataVersion(set, target.file, {
      at: new Date().toISOString(),
      actor: currentActor(),
      action: 'data.rollback',
      object: `data ${set} ${target.asOf}`,
      payload: stableJson({schema: 'stp-sec/data-change/1', set, version: target, previous}),
    })
    return {set, version, previous}
  } finally {
    await store.close()
  }
}

function noVersion(set: DataSetId, versions: readonly DataVersion[], inUse: DataVersion, to: string | undefined) {
  const kept = versions.filter((version) => version !== inUse).map(({asOf, sha256}) => `${asOf} (${sha256.slice(0, 12)})`)
  return refuse(
    'no-version',
    set,
    to === undefined
      ? {vi: 'Không có bản nào nạp trước bản đang dùng', en: 'No version was imported before the one in use'}
      : {vi: `Không giữ bản nào là "${to.slice(0, 80)}"`, en: `No version "${to.slice(0, 80)}" is kept`},
    kept.length === 0
      ? {vi: 'Chỉ có bản đang dùng.', en: 'There is only the one in use.'}
      : {vi: `Chọn bằng --to: ${kept.join(', ')}.`, en: `Choose with --to: ${kept.join(', ')}.`},
  )
}
