// All results as one file of annotated CSV, written in the worker that has them.
import type { Session } from '../state/session.ts'

export async function exportCsv(session: Session): Promise<void> {
  const { shown } = session.results.getState()
  if (!shown) return
  const { blob } = await shown.handle.csv(null)
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = `${fileName(session.program.getState().current.name)}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ._-]+/gu, ' ').trim() || 'results'
}
