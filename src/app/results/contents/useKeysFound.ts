// Tables whose group key has a text.
import { useEffect, useState } from 'react'
import type { Shown } from '../../state/results.ts'

/** Places of the tables, ascending; null where nothing is looked for. */
export function useKeysFound({ handle }: Shown, selected: number, asked: string): Int32Array | null {
  const [found, setFound] = useState<Int32Array | null>(null)
  useEffect(() => {
    if (asked === '') return setFound(null)
    let here = true
    handle.find(selected, asked, true).then(
      places => here && setFound(places),
      () => {},
    )
    return () => void (here = false)
  }, [handle, selected, asked])
  return found
}
