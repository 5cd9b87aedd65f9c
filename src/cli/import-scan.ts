import {UserError} from '../lib/user-error.ts'
import {openToWrite} from '../store/folder-store.ts'
import {type FileReport, importFiles} from './import-files.ts'
import {createImportStore, type Stored} from './import-store.ts'
import {loadImporters} from './load-importers.ts'

/** Takes the file of a scan into the workspace; what it holds is kept even where the scan was stopped. */
export async function importScan(folder: string, file: string): Promise<{report: FileReport; stored: Stored | undefined}> {
  const store = await openToWrite(folder, {command: 'stp-sec scan', at: new Date().toISOString(), waitMs: 60_000})
  try {
    const keeper = createImportStore(store)
    let stored: Stored | undefined
    const [report] = await importFiles(
      [file],
      loadImporters([]),
      {
        begin: async () => {},
        take: async (found) => keeper.take(await keeper.identify(found)),
        end: async (done, source) => {
          stored = await keeper.end(done, source)
        },
      },
      new AbortController().signal,
    )
    if (!report)
      throw new UserError({
        code: 'scan-failed',
        what: {vi: 'Không đọc được kết quả quét', en: 'The result of the scan cannot be read'},
        where: file,
        next: {vi: 'Quét lại.', en: 'Scan again.'},
      })
    return {report, stored}
  } finally {
    await store.close()
  }
}
