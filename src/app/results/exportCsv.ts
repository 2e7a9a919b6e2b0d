// All results as one file of annotated CSV, written in the worker that has them.
import { saveFile } from '../saveFile.ts'
import type { Session } from '../state/session.ts'

export async function exportCsv(session: Session): Promise<void> {
  const { shown } = session.results.getState()
  if (!shown) return
  const { blob } = await shown.handle.csv(null)
  saveFile(blob, `${fileName(session.program.getState().current.name)}.csv`)
}

function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ._-]+/gu, ' ').trim() || 'results'
}
