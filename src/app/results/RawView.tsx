// The result as annotated CSV, as far as a page can show it in one piece.
import { useEffect, useState } from 'react'
import type { ViewProps } from './view.ts'

const LIMIT = 400_000

export function RawView({ shown, selected }: ViewProps) {
  const [csv, setCsv] = useState<{ readonly text: string; readonly whole: boolean } | null>(null)
  useEffect(() => {
    let here = true
    const load = async (): Promise<void> => {
      const { blob, whole } = await shown.handle.csv(selected, LIMIT)
      const text = await blob.text()
      if (here) setCsv({ text, whole })
    }
    load().catch(() => {})
    return () => void (here = false)
  }, [shown, selected])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by the keyboard
    <section className="raw" aria-label="Annotated CSV" tabIndex={0} data-first-focus>
      {csv && !csv.whole && <p className="muted">This is the beginning. The download has all of it.</p>}
      <pre>{csv?.text}</pre>
    </section>
  )
}
