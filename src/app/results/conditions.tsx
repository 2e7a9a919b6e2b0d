// What stands where there are no tables, old tables or part of them: the state in words, and the next step.
import { useStore } from 'zustand'
import { commands } from '../commands/commands.ts'
import { keysText } from '../commands/keys.ts'
import { counted, lineOf } from '../numbers.ts'
import { usePage } from '../page.ts'
import type { Ending, Shown } from '../state/results.ts'

export function NothingYet({ ending, running }: { readonly ending: Ending | null; readonly running: boolean }) {
  const first = ending === null && !running
  return (
    <div className="condition" data-first-focus tabIndex={-1}>
      {first && (
        <>
          <p>This page runs Flux, InfluxData’s data scripting language, in your browser.</p>
          <p className="muted">
            Run<span className="wide-only"> ({keysText(commands.run.keys)})</span> the script and its tables stand here,
            one for each group key.
          </p>
        </>
      )}
      {running && <p className="muted">No tables yet.</p>}
      {!running && ending !== null && (
        <>
          <p>{endingText(ending)}</p>
          <p className="muted wide-only">The message under the script says what to do.</p>
        </>
      )}
    </div>
  )
}

export function OldLabel({ ending }: { readonly ending: Ending | null }) {
  return (
    <p className="old-label" role="status">
      <b>From the run before.</b> <span className="muted">{ending ? endingText(ending) : ''}</span>
    </p>
  )
}

export function PartialLabel() {
  return (
    <p className="old-label" role="status">
      <b>Not everything.</b> <span className="muted">These results were finished before the run failed.</span>
    </p>
  )
}

function endingText(ending: Ending): string {
  if (ending.kind === 'failed') return 'The last run failed.'
  if (ending.kind === 'refused') return 'The script has a mistake, so nothing ran.'
  if (ending.kind === 'canceled') return 'The last run was cancelled.'
  return 'The last run broke off.'
}

export function Progress() {
  const { session } = usePage()
  const progress = useStore(session.run, s => s.progress)
  return (
    <div className="progress" role="status">
      <div className="progress-line" />
      <span className="progress-text">
        {progress
          ? `${progress.stage}: ${counted(progress.tables, 'table')}, ${counted(progress.rows, 'row')} so far`
          : 'Running'}
      </span>
    </div>
  )
}

/** A result without tables, and the stage that dropped the last of them. */
export function NoTables({ shown }: { readonly shown: Shown }) {
  const page = usePage()
  const { stages } = shown.summary
  const at = stages.findIndex((s, i) => s.tables === 0 && i > 0 && stages[i - 1].tables > 0)
  const culprit = stages[at]
  return (
    <div className="condition" data-first-focus tabIndex={-1}>
      {culprit ? (
        <>
          <p>
            0 tables: {culprit.name} on line {lineOf(shown.text, culprit.from)} dropped all{' '}
            {counted(stages[at - 1].rows, 'row')}.
          </p>
          <button type="button" className="button quiet" onClick={() => page.editor?.reveal(culprit.from, culprit.to)}>
            Show that call
          </button>
        </>
      ) : (
        <>
          <p>0 tables.</p>
          <p className="muted">
            {shown.summary.results.length === 0
              ? 'The script yields nothing: a result is an expression that stands alone, or a yield().'
              : 'The source gave no rows.'}
          </p>
        </>
      )}
    </div>
  )
}
