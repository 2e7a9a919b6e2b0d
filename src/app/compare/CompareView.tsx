// The result on screen against the pinned one: what changed in one sentence, and both side by side with the marks.
import { PinOff } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Comparison } from '../../workers/protocol.ts'
import { commands } from '../commands/commands.ts'
import { usePage } from '../page.ts'
import { PairView } from '../results/PairView.tsx'
import type { ViewProps } from '../results/view.ts'
import { pinnedPlace } from '../state/pin.ts'
import type { Pin, Shown } from '../state/results.ts'
import { useMoments } from '../zone.ts'
import { comparisonText } from './compareWords.ts'
import { comparisonMarks } from './comparisonMarks.ts'
import './compare.css'

const TIME = ['_time']

export default function CompareView({ shown, selected }: ViewProps) {
  const pin = useStore(usePage().session.results, s => s.pin)
  const names = shown.summary.results.map(r => r.name)
  const place = pin && pinnedPlace(pin, names, selected)
  if (pin === null) return <div className="condition">Nothing is pinned.</div>
  if (pin.run === shown.run)
    return <State pin={pin}>This is the pinned result. Run a script and what changed stands here.</State>
  if (place === null)
    return (
      <State pin={pin}>
        {`The pinned run has no result ${names[selected] ?? 'of this name'}: it gave ${pin.pinned.results.map(r => r.name).join(', ') || 'none'}.`}
      </State>
    )
  return <Compared pin={pin} shown={shown} selected={selected} place={place} />
}

interface ComparedProps {
  readonly pin: Pin
  readonly shown: Shown
  readonly selected: number
  readonly place: number
}

function Compared({ pin, shown, selected, place }: ComparedProps) {
  const [withoutTime, setWithoutTime] = useState(false)
  const [onlyChanged, setOnlyChanged] = useState(true)
  const comparison = useComparison({ pin, shown, selected, place }, withoutTime)
  const sides = useMemo(() => {
    const all = !onlyChanged || !comparison || comparison.before.tables.length + comparison.after.tables.length === 0
    const had = pin.pinned.results[place]
    const has = shown.summary.results[selected]
    const side = (side: 'before' | 'after') => ({
      marks: comparison && comparisonMarks(comparison, side),
      only: all ? null : comparison[side].tables,
    })
    return [
      { title: 'before', of: 'the pinned run', tables: { pinned: place }, counts: had, ...side('before') },
      { title: 'after', of: 'this run', tables: selected, counts: has, ...side('after') },
    ]
  }, [comparison, onlyChanged, pin, place, selected, shown])
  return (
    <div className="compare">
      <Head
        pin={pin}
        text={comparison === null ? 'Comparing…' : `Since the pinned run: ${comparisonText(comparison)}.`}
      >
        <label className="check">
          <input type="checkbox" checked={withoutTime} onChange={e => setWithoutTime(e.target.checked)} />
          Leave out _time
        </label>
        <label className="check">
          <input type="checkbox" checked={onlyChanged} onChange={e => setOnlyChanged(e.target.checked)} />
          Only tables that changed
        </label>
      </Head>
      {comparison && <PairView key={`${shown.run}:${selected}`} shown={shown} sides={sides} />}
    </div>
  )
}

function State({ pin, children }: { readonly pin: Pin; readonly children: string }) {
  return (
    <div className="compare">
      <Head pin={pin} text={children} />
    </div>
  )
}

interface HeadProps {
  readonly pin: Pin
  readonly text: string
  readonly children?: React.ReactNode
}

function Head({ pin, text, children }: HeadProps) {
  const page = usePage()
  const when = useMoments()
  return (
    <div className="compare-head">
      <p role="status" data-first-focus tabIndex={-1}>
        {text}
      </p>
      <span className="muted">{`Pinned: ${pin.script}, ${when(pin.at)}`}</span>
      {children}
      <button type="button" className="button quiet" onClick={() => commands.unpin.run(page)}>
        <PinOff size={14} aria-hidden="true" />
        Unpin
      </button>
    </div>
  )
}

/** Null while it is being made, and where the worker went with its result. */
function useComparison({ pin, shown, selected, place }: ComparedProps, withoutTime: boolean): Comparison | null {
  const [known, setKnown] = useState<{ readonly of: string; readonly comparison: Comparison } | null>(null)
  const key = `${pin.run} ${place} ${shown.run} ${selected} ${withoutTime}`
  useEffect(() => {
    let here = true
    shown.handle.compare(pin.pinned, place, selected, withoutTime ? TIME : []).then(
      comparison => here && setKnown({ of: key, comparison }),
      () => {},
    )
    return () => void (here = false)
  }, [key, pin, shown, selected, place, withoutTime])
  return known?.of === key ? known.comparison : null
}
