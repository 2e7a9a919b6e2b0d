// What a reader chose for the chart, the worker's answer to it, and the picture that both make.
import { useEffect, useMemo, useReducer, useState } from 'react'
import type { Chart, ChartQuery, ChartWindow } from '../../../workers/protocol.ts'
import { useSession } from '../../page.ts'
import type { Session } from '../../state/session.ts'
import type { ViewProps } from '../view.ts'
import type { Form } from './picture.ts'

export interface Choices {
  readonly form: Form
  readonly log: boolean
  /** Null is the worker's choice. */
  readonly columns: readonly string[] | null
  readonly window: ChartWindow | null
  readonly filter: ChartQuery['filter']
  /** By name, so that they stay hidden from run to run. */
  readonly hidden: ReadonlySet<string>
}

const initial: Choices = {
  form: 'lines',
  log: false,
  columns: null,
  window: null,
  filter: { key: null, text: '' },
  hidden: new Set(),
}

export interface ChartState {
  readonly choices: Choices
  readonly choose: (changes: Partial<Choices>) => void
  /** The last answer; null before the first. */
  readonly chart: Chart | null
}

/** What was chosen last on a page, and for which result. */
const chosen = new WeakMap<Session, { readonly shown: ViewProps['shown']; readonly selected: number; readonly choices: Choices }>() // biome-ignore format: one line

/** A result looked at again is as it was left; another is drawn in the same form, from its beginning to its end. */
function choicesFor(session: Session, { shown, selected }: ViewProps): Choices {
  const last = chosen.get(session)
  if (!last) return initial
  if (last.shown === shown && last.selected === selected) return last.choices
  const { form, log } = last.choices
  return { ...initial, form, log }
}

export function useChart(props: ViewProps, pixels: number): ChartState {
  const { shown, selected } = props
  const session = useSession()
  const merged = (now: Choices, changes: Partial<Choices>): Choices => ({ ...now, ...changes })
  const [choices, choose] = useReducer(merged, props, own => choicesFor(session, own))
  useEffect(() => void chosen.set(session, { shown, selected, choices }), [session, shown, selected, choices])
  const [chart, setChart] = useState<Chart | null>(null)
  const { form, columns, window, filter, hidden } = choices
  // only a stack has to be made anew when a series goes
  const gone = form === 'stacked' ? hidden : none
  const query = useMemo((): ChartQuery => {
    const asked = form === 'lines' || form === 'points' ? 'series' : form
    return { result: selected, form: asked, columns, window, pixels, filter, hidden: [...gone] }
  }, [selected, form, columns, window, pixels, filter, gone])
  useEffect(() => {
    if (query.pixels === 0) return
    let here = true
    const ask = async (): Promise<void> => {
      const answer = await shown.handle.chart(query)
      if (here) setChart(answer)
    }
    // a worker that is gone has been followed by another, which is asked too
    ask().catch(() => {})
    return () => void (here = false)
  }, [shown, query])
  return { choices, choose, chart }
}

const none: ReadonlySet<string> = new Set()

const LEAST_SPAN = 10n

/** The window made larger or smaller about a time; null where it would hold everything. */
export function zoomed(window: ChartWindow, whole: ChartWindow, about: bigint, factor: number): ChartWindow | null {
  const part = (ns: bigint): bigint => BigInt(Math.round(Number(ns) * factor))
  const [from, to] = [about - part(about - window.from), about + part(window.to - about)]
  if (to - from < LEAST_SPAN) return window
  return within({ from, to }, whole)
}

/** Moved by a share of its width, not beyond what there is. */
export function panned(window: ChartWindow, whole: ChartWindow, share: number): ChartWindow | null {
  const by = BigInt(Math.round(Number(window.to - window.from) * share))
  const most = share < 0 ? whole.from - window.from : whole.to - window.to
  const step = share < 0 ? (by > most ? by : most) : by < most ? by : most
  return within({ from: window.from + step, to: window.to + step }, whole)
}

function within({ from, to }: ChartWindow, whole: ChartWindow): ChartWindow | null {
  if (from <= whole.from && to >= whole.to) return null
  return { from: from < whole.from ? whole.from : from, to: to > whole.to ? whole.to : to }
}
