// The editor that is there at once: a text area over the same text in colours. It stays on touch screens, where the
// system's own selection and keyboard work best.
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { usePage } from '../page.ts'
import type { StyledSpan } from './tokenStyles.ts'

/** Longer scripts are shown in one colour: the colours are drawn anew with every letter. */
const MAX_COLOURED = 60_000

type Styler = (text: string) => StyledSpan[]

export function PlainEditor({ onFocus }: { readonly onFocus?: () => void }) {
  const page = usePage()
  const text = useStore(page.session.program, s => s.text)
  const area = useRef<HTMLTextAreaElement>(null)
  useCarets(area)
  const styler = useStyler()
  const spans = useMemo(() => (styler && text.length <= MAX_COLOURED ? styler(text) : []), [styler, text])
  const lines = useMemo(() => text.split('\n').length, [text])

  useEffect(() => {
    const own = {
      focus: () => area.current?.focus(),
      selection: () => ({ from: area.current?.selectionStart ?? 0, to: area.current?.selectionEnd ?? 0 }),
      reveal: (from: number, to: number, { focus } = { focus: true }) => {
        const element = area.current
        if (!element) return
        if (focus) element.focus()
        element.setSelectionRange(from, to)
        const line = element.value.slice(0, from).split('\n').length - 1
        element.closest('.plain-editor')?.scrollTo({ top: Math.max(0, line * 20 - 80) })
      },
      apply: (edits: Parameters<NonNullable<typeof page.editor>['apply']>[0]) => {
        let out = page.session.program.getState().text
        for (const e of edits.toSorted((a, b) => b.from - a.from)) out = out.slice(0, e.from) + e.text + out.slice(e.to)
        page.session.program.edit(out)
      },
    }
    page.editor = own
    return () => {
      if (page.editor === own) page.editor = null
    }
  }, [page])

  return (
    <div className="plain-editor">
      <div className="gutter" aria-hidden="true">
        {Array.from({ length: Math.min(lines, 20_000) }, (_, i) => i + 1).join('\n')}
      </div>
      <div className="layers">
        <pre aria-hidden="true">
          {coloured(text, spans)}
          {'\n'}
        </pre>
        <textarea
          ref={area}
          aria-label="Script"
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          wrap="off"
          value={text}
          onFocus={onFocus}
          onChange={e => page.session.program.edit(e.target.value)}
        />
      </div>
    </div>
  )
}

/** Each script that is opened again has the cursor where it was. */
function useCarets(area: RefObject<HTMLTextAreaElement | null>): void {
  const { program } = usePage().session
  const id = useStore(program, s => s.current.id)
  const carets = useRef(new Map<string, readonly [from: number, to: number]>())
  useLayoutEffect(
    () =>
      program.subscribe((now, { current }) => {
        // the text area still has the script that goes
        if (area.current && now.current.id !== current.id)
          carets.current.set(current.id, [area.current.selectionStart, area.current.selectionEnd])
      }),
    [area, program],
  )
  useLayoutEffect(() => {
    const [from, to] = carets.current.get(id) ?? [0, 0]
    area.current?.setSelectionRange(from, to)
  }, [area, id])
}

/** The scanner comes after the first paint, in a chunk of its own. */
function useStyler(): Styler | null {
  const [styler, setStyler] = useState<{ readonly style: Styler } | null>(null)
  useEffect(() => {
    let here = true
    import('./tokenStyles.ts').then(
      m => here && setStyler({ style: m.styledSpans }),
      () => {},
    )
    return () => void (here = false)
  }, [])
  return styler?.style ?? null
}

function coloured(text: string, spans: readonly StyledSpan[]): React.ReactNode[] {
  const out: React.ReactNode[] = []
  let at = 0
  for (const { from, to, style } of spans) {
    if (from > at) out.push(text.slice(at, from))
    out.push(
      <span key={from} className={`code-${style}`}>
        {text.slice(from, to)}
      </span>,
    )
    at = to
  }
  out.push(text.slice(at))
  return out
}
