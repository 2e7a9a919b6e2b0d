// What tells tables apart, in words, for those that are on screen: fetched as they come, and kept.
import { useEffect, useMemo, useReducer } from 'react'
import { slotOf } from '../../../tables/index.ts'
import type { Directory } from '../../../workers/protocol.ts'
import type { Shown } from '../../state/results.ts'
import type { DisplayZone } from '../../zone.ts'
import { cellText, drawnText } from '../cellText.ts'

/** Characters of one value. */
const MOST = 200

export function useKeyTexts(
  { handle }: Shown,
  selected: number,
  directory: Directory,
  places: readonly number[],
  zone: DisplayZone,
): ReadonlyMap<number, string> {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another result has other texts, and another zone other times
  const known = useMemo(() => new Map<number, string>(), [handle, selected, directory, zone])
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  const missing = places.filter(place => !known.has(place))
  const wanted = missing.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `wanted` stands for the places
  useEffect(() => {
    if (missing.length === 0) return
    let here = true
    const load = async (): Promise<void> => {
      const ranges = Int32Array.from(missing.flatMap(place => [place, 0, Math.min(1, directory.rowsOf[place])]))
      const page = await handle.rows(selected, ranges)
      if (!here) return
      for (const [i, place] of missing.entries()) {
        const [frame, table] = [page.frames[page.places[2 * i]], page.places[2 * i + 1]]
        const labels = frame.key.filter(label => !directory.shared.some(s => s.label === label))
        const parts = labels.map(label => {
          const column = frame.columns.find(c => c.label === label)!
          const text = drawnText(cellText(column, slotOf(column, table, frame.offsets[table]), zone))
          return `${label}=${text.slice(0, MOST)}`
        })
        known.set(place, parts.length > 0 ? parts.join(' ') : 'no group key')
      }
      redraw()
    }
    load().catch(() => {})
    return () => void (here = false)
  }, [known, wanted])
  return known
}
