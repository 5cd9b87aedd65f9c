import type {WalkSheetWords} from '../model/walk-sheet-words.ts'
import {composeWalkSheet} from '../report/walk-sheet/compose.ts'
import type {WalkSheetValues} from '../report/walk-sheet/values.ts'
import {renderOnePage} from './render-one-page.ts'

/** The sheet as DOCX and PDF, on one page. */
export function renderWalkSheet(values: WalkSheetValues, words: WalkSheetWords): Promise<Map<'docx' | 'pdf', Uint8Array>> {
  return renderOnePage(Math.min(words.mostRows, values.rows.length), (shown) => composeWalkSheet(values, words, shown))
}
