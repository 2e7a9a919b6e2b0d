// How the script on screen differs from an older text, line by line.
import { diffLines } from 'diff'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { counted } from '../numbers.ts'
import { useSession } from '../page.ts'

/** Equal lines around a change that are shown. */
const AROUND = 2

export default function TextDifference({ before }: { readonly before: string }) {
  const text = useStore(useSession().program, s => s.text)
  const parts = useMemo(() => differenceOf(before, text), [before, text])
  const count = (kind: Line['kind']): number => parts.filter(p => p.kind === kind).length
  const [added, removed] = [count('added'), count('removed')]
  if (added + removed === 0) return <p className="muted">The script on screen is the same text.</p>
  return (
    <figure className="difference" aria-label="From this text to the script on screen">
      <figcaption className="muted">
        {`To the script on screen: ${counted(added, 'line')} added, ${counted(removed, 'line')} removed`}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <pre tabIndex={0}>
        {parts.map(({ kind, text }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
          <span key={i} className={kind}>
            {`${signs[kind]} ${text}\n`}
          </span>
        ))}
      </pre>
    </figure>
  )
}

export interface Line {
  readonly kind: 'same' | 'added' | 'removed' | 'left out'
  readonly text: string
}

const signs: Readonly<Record<Line['kind'], string>> = { same: ' ', added: '+', removed: '−', 'left out': '' }

/** The lines of both, those far from any change left out. */
export function differenceOf(before: string, after: string): readonly Line[] {
  const parts = diffLines(closed(before), closed(after))
  return parts.flatMap(({ value, added, removed }, i): Line[] => {
    const lines = value.replace(/\n$/, '').split('\n')
    const kind = added ? 'added' : removed ? 'removed' : 'same'
    if (kind !== 'same') return lines.map(text => ({ kind, text }))
    const head = i === 0 ? 0 : AROUND
    const tail = i === parts.length - 1 ? 0 : AROUND
    const all = lines.map((text): Line => ({ kind, text }))
    if (lines.length <= head + tail + 1) return all
    const left = { kind: 'left out', text: `… ${counted(lines.length - head - tail, 'line')} the same` } as const
    return [...all.slice(0, head), left, ...(tail > 0 ? all.slice(-tail) : [])]
  })
}

/** A last line without an end is the same line as one with it. */
const closed = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
