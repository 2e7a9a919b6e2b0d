// What the language worker says, asked anew when what it is about changes.
import { useEffect, useRef, useState } from 'react'

/** The last answer; the one before stays until it is there. */
export function useAnswer<T>(about: string, ask: () => Promise<T>): T | null {
  const [answer, setAnswer] = useState<T | null>(null)
  const question = useRef(ask)
  useEffect(() => {
    question.current = ask
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is as old as what it is about
  useEffect(() => {
    let here = true
    question.current().then(
      found => here && setAnswer(found),
      () => {},
    )
    return () => void (here = false)
  }, [about])
  return answer
}
