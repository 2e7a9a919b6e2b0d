// Looking for a text: the worker answers with the places of the tables that have it.
import { useEffect, useState } from 'react'
import type { ResultHandle } from '../../workers/clients.ts'

export interface Find {
  readonly text: string
  readonly found: Int32Array | null
  setText(text: string): void
}

export function useFind(handle: ResultHandle, selected: number): Find {
  const [text, setText] = useState('')
  const [found, setFound] = useState<Int32Array | null>(null)
  useEffect(() => {
    if (text === '') return setFound(null)
    let here = true
    const id = setTimeout(() => {
      handle.find(selected, text).then(
        places => here && setFound(places),
        () => {},
      )
    }, 120)
    return () => {
      here = false
      clearTimeout(id)
    }
  }, [handle, selected, text])
  return { text, found, setText }
}
