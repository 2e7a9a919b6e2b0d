// Results as files, written in the worker that has them.
import type { Arranged, ResultFormat } from '../../workers/protocol.ts'
import { saveFile } from '../saveFile.ts'
import type { Session } from '../state/session.ts'

export interface ExportChoice {
  readonly format: ResultFormat
  readonly title: string
  readonly ending: string
}

/** What a result can be saved as. */
export const exportChoices: readonly ExportChoice[] = [
  { format: 'annotated', title: 'Annotated CSV', ending: 'csv' },
  { format: 'csv', title: 'Plain CSV', ending: 'csv' },
  { format: 'json', title: 'JSON', ending: 'json' },
  { format: 'ndjson', title: 'JSON, a line a row', ending: 'ndjson' },
  { format: 'markdown', title: 'Markdown', ending: 'md' },
  { format: 'lines', title: 'Line protocol', ending: 'lp' },
  { format: 'drawn', title: 'Text, drawn as tables', ending: 'txt' },
]

/** One of the named results by its place, or all of them; `arranged` is as a reader sees the one. */
export async function exportResults(
  session: Session,
  result: number | null,
  choice: ExportChoice,
  arranged: Arranged | null = null,
): Promise<void> {
  const { shown } = session.results.getState()
  if (!shown) return
  const { blob } = await shown.handle.text(result, choice.format, undefined, arranged)
  const script = session.program.getState().current.name
  const part = result === null || shown.summary.results.length < 2 ? '' : ` ${shown.summary.results[result].name}`
  saveFile(blob, `${fileName(script + part)}.${choice.ending}`)
}

function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ._-]+/gu, ' ').trim() || 'results'
}
