// What stands where there are no tables, old tables or part of them: the state in words, and the next step.
import { useStore } from 'zustand'
import { commands } from '../commands/commands.ts'
import { keysText } from '../commands/keys.ts'
import { counted, lineOf } from '../numbers.ts'
import { usePage } from '../page.ts'
import type { Ending, Shown } from '../state/results.ts'
import { clockText, nanoseconds, useZone } from '../zone.ts'
import { openStage } from './openStage.ts'
import { stageTitle, whereAllWent } from './stageWords.ts'

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
  const { results } = usePage().session
  const { failed, view } = useStore(results)
  return (
    <p className="old-label" role="status">
      <b>From the run before.</b> <span className="muted">{ending ? endingText(ending) : ''}</span>{' '}
      {failed && view !== 'stages' && (
        <button type="button" className="text-link" onClick={() => results.setState({ view: 'stages' })}>
          {`Open the ${counted(failed.summary.stages.length, 'stage')} that finished`}
        </button>
      )}
    </p>
  )
}

/** What is on screen came with the link: nothing was asked. */
export function RecordedLabel({ at }: { readonly at: number }) {
  const { share } = usePage().session
  const zone = useZone()
  const live = useStore(share, s => s.recording === null)
  return (
    <p className="old-label" role="status">
      <b>Data of the link.</b>{' '}
      <span className="muted">
        {`As it was read at ${clockText(nanoseconds(at), nanoseconds(Date.now()), zone)}; this run asked nobody.`}
      </span>{' '}
      {!live && (
        <button type="button" className="text-link" onClick={() => share.setState({ recording: null, waiting: true })}>
          Read live instead
        </button>
      )}
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

function FinishedStages({ count }: { readonly count: number }) {
  const { session } = usePage()
  return (
    <p>
      <button type="button" className="text-link" onClick={() => session.results.setState({ view: 'stages' })}>
        {`Open the ${counted(count, 'stage')} that finished`}
      </button>
    </p>
  )
}

/** A result without tables, and the stage that dropped the last of them. */
export function NoTables({ shown, selected }: { readonly shown: Shown; readonly selected: number }) {
  const page = usePage()
  const { stages, results } = shown.summary
  const failed = shown.summary.failure !== null
  // while a later run has failed, its stages are the ones that open
  const later = useStore(page.session.results, s => s.failed !== null)
  const went = later ? null : whereAllWent(stages, results[selected]?.stage)
  const stage = went && stages[went.stage]
  return (
    <div className="condition" data-first-focus tabIndex={-1}>
      {stage ? (
        <>
          <p>
            0 tables:{' '}
            <button type="button" className="text-link" onClick={() => openStage(page, went.stage)}>
              {stageTitle(stage)} on line {lineOf(shown.text, stage.from)}
            </button>{' '}
            {went.rows === null ? 'had no rows to give.' : `dropped all ${counted(went.rows, 'row')}.`}
          </p>
          <p className="muted">The stage opens with the tables it was given.</p>
        </>
      ) : (
        <>
          <p>{failed ? 'The run failed before it gave a result.' : '0 tables.'}</p>
          {failed && <FinishedStages count={stages.length} />}
          <p className="muted">
            {failed
              ? 'The message under the script says what to do.'
              : results.length === 0
                ? 'The script yields nothing: a result is an expression that stands alone, or a yield().'
                : 'The source gave no rows.'}
          </p>
        </>
      )}
    </div>
  )
}
