// A link with the data of a run is offered only where those are what the reader sees.
import type { Page } from '../page.ts'

/** Whether the tables on screen are those of the script, whole, and of one run. */
export function canRecord({ session }: Page): boolean {
  const { shown, old } = session.results.getState()
  if (!shown || old || shown.watched || shown.summary.failure || shown.summary.unsent) return false
  return shown.text === session.program.getState().text && session.connections.server() === null
}
