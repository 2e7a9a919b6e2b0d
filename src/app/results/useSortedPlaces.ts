// The tables in the order of a sort, which the worker that holds them knows. Until it has answered the order stays.
import { useEffect, useMemo, useState } from 'react'
import type { SortBy, TablesOf } from '../../workers/protocol.ts'
import type { Shown } from '../state/results.ts'

/** Places of the tables to show, in order; null for all as the engine gave them. `found` are ascending places. */
export function useSortedPlaces(
  { handle }: Shown,
  selected: TablesOf,
  sort: readonly SortBy[],
  found: Int32Array | null,
): Int32Array | null {
  const [sorted, setSorted] = useState<Int32Array | null>(null)
  useEffect(() => {
    if (sort.length === 0) return setSorted(null)
    let here = true
    handle.sorted(selected, sort).then(
      places => here && setSorted(places),
      () => {},
    )
    return () => void (here = false)
  }, [handle, selected, sort])
  return useMemo(() => {
    if (sort.length === 0 || sorted === null) return found
    if (found === null) return sorted
    const wanted = new Set(found)
    return sorted.filter(place => wanted.has(place))
  }, [sorted, sort, found])
}
