// Going to a stage of the run on screen, from wherever: its row is chosen, its tables are shown, and where the script
// is still the one that ran, the editor marks its call.
import { flushSync } from 'react-dom'
import type { Page } from '../page.ts'
import { type ResultsState, stagedRun } from '../state/results.ts'
import { inScriptOrder } from './stageWords.ts'

export function openStage({ session, editor }: Page, place: number): void {
  const { results, layout, program } = session
  const shown = stagedRun(results.getState())
  const stage = shown?.summary.stages[place]
  if (!shown || !stage) return
  results.setState({ view: 'stages', stage: place })
  layout.setState({ pane: 'results', drawer: layout.getState().narrow ? null : layout.getState().drawer })
  if (program.getState().text === shown.text) editor?.reveal(stage.from, stage.to, { focus: false })
}

/** The stage that is chosen; before a choice the last of the script. Null where none ran. */
export function chosenStage(state: Pick<ResultsState, 'shown' | 'failed' | 'stage'>): number | null {
  const { stage } = state
  const stages = stagedRun(state)?.summary.stages ?? []
  return stage !== null && stage in stages ? stage : (inScriptOrder(stages).at(-1) ?? null)
}

/** To the stage so many steps on in the script; from another view the one that is chosen is opened first. */
export function stepStage(page: Page, by: number): void {
  const state = page.session.results.getState()
  const chosen = chosenStage(state)
  if (chosen === null) return
  const order = inScriptOrder(stagedRun(state)!.summary.stages)
  const next = state.view === 'stages' ? order.indexOf(chosen) + by : order.indexOf(chosen)
  flushSync(() => openStage(page, order[Math.max(0, Math.min(order.length - 1, next))]))
  // the tables that had the focus are gone, and the next key may come at once
  document.querySelector<HTMLElement>('.stage[aria-current]')?.focus()
}

/** `[` and `]`, unless something is being written. */
export function stepByKey(page: Page, event: React.KeyboardEvent): void {
  const by = event.key === '[' ? -1 : event.key === ']' ? 1 : 0
  const writing = (event.target as Element).closest('input, textarea, [contenteditable]')
  if (by === 0 || writing || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  stepStage(page, by)
}
