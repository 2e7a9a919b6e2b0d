// Every step of the script with its tables, rows, time and what it changed; below, the tables before and after the one
// that is chosen. The list is the script: the arrow keys walk it, and the editor marks the call.
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { StageCount, StagePair } from '../../workers/protocol.ts'
import { lineOf, number } from '../numbers.ts'
import { usePage } from '../page.ts'
import { type Shown, stagedRun } from '../state/results.ts'
import { chosenStage, openStage, stepStage } from './openStage.ts'
import { StagePairView } from './StagePairView.tsx'
import { differenceText, inScriptOrder, stageTitle } from './stageWords.ts'
import type { ViewProps } from './view.ts'
import './stages.css'

/** What is known of a stage's difference; absent while it is still being compared. */
type Differences = ReadonlyMap<number, StagePair | null>

export default function StagesView(props: ViewProps) {
  const page = usePage()
  const shown = useStore(page.session.results, stagedRun) ?? props.shown
  const chosen = useStore(page.session.results, chosenStage)
  const differences = useDifferences(shown, chosen)
  if (chosen === null) return <div className="condition">No stage ran.</div>
  return (
    <div className="stages">
      {shown.summary.failure && (
        <p className="stages-failed muted">The run failed. These are the stages that were finished before.</p>
      )}
      <StageList shown={shown} chosen={chosen} differences={differences} />
      <StagePairView key={`${shown.run}:${chosen}`} shown={shown} place={chosen} pair={differences.get(chosen)} />
    </div>
  )
}

interface ListProps {
  readonly shown: Shown
  readonly chosen: number
  readonly differences: Differences
}

function StageList({ shown, chosen, differences }: ListProps) {
  const page = usePage()
  const list = useRef<HTMLElement>(null)
  const narrow = useStore(page.session.layout, s => s.narrow)
  const { stages } = shown.summary
  const order = inScriptOrder(stages)
  const most = { rows: Math.max(1, ...stages.map(s => s.rows)), ms: Math.max(0.1, ...stages.map(s => s.ms)) }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row that became the chosen one comes into view
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const walk = (event: React.KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -order.length, End: order.length }
    const by = steps[event.key]
    if (by === undefined) return
    event.preventDefault()
    stepStage(page, by)
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[aria-current]')?.focus())
  }
  return (
    <section className="stage-list" aria-label="Stages" ref={list}>
      <table onKeyDown={walk}>
        <thead>
          <tr>
            <th className="num">line</th>
            <th>stage</th>
            <th className="num">tables</th>
            <th className="num">rows</th>
            <th className="num">ms</th>
            {!narrow && <th>what changed</th>}
          </tr>
        </thead>
        <tbody>
          {order.map(place => (
            <StageRow
              key={stages[place].id}
              shown={shown}
              place={place}
              chosen={place === chosen}
              share={{ rows: stages[place].rows / most.rows, ms: stages[place].ms / most.ms }}
              text={changeText(stages, place, differences.get(place))}
              under={narrow}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface RowProps {
  readonly shown: Shown
  readonly place: number
  readonly chosen: boolean
  /** Of the most any stage has. */
  readonly share: { readonly rows: number; readonly ms: number }
  readonly text: string
  /** What changed stands in a row of its own. */
  readonly under: boolean
}

function StageRow({ shown, place, chosen, share, text, under }: RowProps) {
  const page = usePage()
  const stage = shown.summary.stages[place]
  const name = chosen ? 'chosen' : ''
  const open = (): void => openStage(page, place)
  return (
    <>
      <tr className={under ? `${name} above` : name} onClick={open}>
        <td className="num muted">{linesOf(shown.text, stage)}</td>
        <td>
          <button
            type="button"
            className="stage"
            tabIndex={chosen ? 0 : -1}
            aria-current={chosen || undefined}
            data-first-focus={chosen || undefined}
          >
            {stageTitle(stage)}
          </button>
        </td>
        <td className="num">{number(stage.tables)}</td>
        <td className="num">
          <Bar share={share.rows}>{number(stage.rows)}</Bar>
        </td>
        <td className="num">
          <Bar share={share.ms}>{stage.ms.toFixed(1)}</Bar>
        </td>
        {!under && <td className="what">{text}</td>}
      </tr>
      {under && (
        <tr className={`${name} under`} onClick={open}>
          <td />
          <td colSpan={4}>{text}</td>
        </tr>
      )}
    </>
  )
}

function Bar({ share, children }: { readonly share: number; readonly children: string }) {
  return (
    <span className="stage-bar" style={{ backgroundSize: `${Math.round(100 * share)}% 100%` }}>
      {children}
    </span>
  )
}

/** `4`, or `4–6` where one read does the work of several calls. */
function linesOf(text: string, { from, to, included }: StageCount): string {
  const [first, last] = [lineOf(text, from), lineOf(text, to)]
  return included.length === 0 || first === last ? `${first}` : `${first}–${last}`
}

function changeText(stages: readonly StageCount[], place: number, pair: StagePair | null | undefined): string {
  const { inputs, kept, included } = stages[place]
  const others = inputs.slice(1).map(i => stageTitle(stages[i]))
  const also = others.length > 0 ? `; beside ${stageTitle(stages[inputs[0]])} it was given ${others.join(' and ')}` : ''
  const together = included.length > 0 ? (inputs.length === 0 ? 'read together' : 'done together; ') : ''
  if (inputs.length === 0) return together || 'the source'
  if (!kept || !stages[inputs[0]].kept) return `${together}too large to compare${also}`
  if (pair === undefined) return '…'
  return pair === null ? also : together + differenceText(pair.difference) + also
}

/** Asked for one stage after another, the chosen one first, so that the worker can show rows in between. */
function useDifferences(shown: Shown, chosen: number | null): Differences {
  const [known, setKnown] = useState<{ readonly run: number; readonly of: Differences }>({ run: -1, of: new Map() })
  const first = useRef(chosen)
  first.current = chosen
  useEffect(() => {
    let here = true
    const found = new Map<number, StagePair | null>()
    const load = async (): Promise<void> => {
      const waiting = new Set(inScriptOrder(shown.summary.stages))
      let told = performance.now()
      while (waiting.size > 0 && here) {
        const [next] = first.current !== null && waiting.has(first.current) ? [first.current] : waiting
        waiting.delete(next)
        found.set(next, await shown.handle.difference(next))
        if (!here || (waiting.size > 0 && found.size > 1 && performance.now() - told < 50)) continue
        told = performance.now()
        setKnown({ run: shown.run, of: new Map(found) })
      }
    }
    // the worker may go with its result; a new result asks anew
    load().catch(() => {})
    return () => void (here = false)
  }, [shown])
  return known.run === shown.run ? known.of : none
}

const none: Differences = new Map()
