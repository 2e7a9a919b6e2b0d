// A result that is kept to compare later runs with. Its tables move to the page as buffers, so that it needs no worker:
// it takes its own size in memory here, and once more in the worker of the run it is compared with.
import type { StoreApi } from 'zustand/vanilla'
import type { Pin, ResultsState } from './results.ts'

/** Pins what is on screen in place of what was pinned; resolves with why it could not, or null. */
export async function pinShown(results: StoreApi<ResultsState>, script: string, at: number): Promise<string | null> {
  const { shown } = results.getState()
  if (!shown) return 'There is no result to pin: run the script first.'
  const pinned = await shown.handle.pin().catch(() => null)
  if (pinned === null) return 'The result was replaced before it could be pinned: pin the new one.'
  if (typeof pinned === 'number')
    return `This result has ${Math.ceil(pinned / 1e6)} MB, and up to 128 MB can be pinned: pin one with fewer rows.`
  results.setState({ pin: { run: shown.run, script, at, pinned } })
  return null
}

/** The pinned result to compare one with: that of its name, or the only one where both runs gave just one. */
export function pinnedPlace({ pinned }: Pin, names: readonly string[], selected: number): number | null {
  const same = pinned.results.findIndex(one => one.name === names[selected])
  if (same >= 0) return same
  return pinned.results.length === 1 && names.length === 1 ? 0 : null
}
