// The result as a text, as far as a page can show it in one piece: drawn as tables, for the browser’s own find and
// selection; annotated CSV; JSON.
import { useEffect, useState } from 'react'
import type { ResultFormat } from '../../workers/protocol.ts'
import { number } from '../numbers.ts'
import type { ViewProps } from './view.ts'

const LIMIT = 400_000

export const RawView = (props: ViewProps) => <TextView {...props} format="annotated" label="Annotated CSV" />
export const DrawnView = (props: ViewProps) => <TextView {...props} format="drawn" label="Tables as text" />
export const JsonView = (props: ViewProps) => <TextView {...props} format="json" label="JSON" />

function TextView({
  shown,
  selected,
  format,
  label,
}: ViewProps & { readonly format: ResultFormat; readonly label: string }) {
  const [content, setContent] = useState<{ readonly text: string; readonly whole: boolean } | null>(null)
  useEffect(() => {
    let here = true
    const load = async (): Promise<void> => {
      const { blob, whole } = await shown.handle.text(selected, format, LIMIT)
      const text = await blob.text()
      if (here) setContent({ text, whole })
    }
    load().catch(() => {})
    return () => void (here = false)
  }, [shown, selected, format])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by the keyboard
    <section className="raw" aria-label={label} tabIndex={0} data-first-focus>
      {content && !content.whole && (
        <p className="cap">The first {number(content.text.length)} characters are shown. The download has all of it.</p>
      )}
      <pre>{content?.text}</pre>
    </section>
  )
}
