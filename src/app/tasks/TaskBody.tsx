// One task opened: what can be done with it, and its runs.
import { ChevronRight } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { TaskInfo, TaskRun } from '../../workers/protocol.ts'
import { counted } from '../numbers.ts'
import { useSession } from '../page.ts'
import { clockText, useZone } from '../zone.ts'
import { ExportMenu } from './ExportMenu.tsx'
import { durationText, stateWords } from './taskWords.ts'

interface Props {
  readonly info: TaskInfo
  readonly runs: readonly TaskRun[] | null
  readonly now: bigint
}

export function TaskBody({ info, runs, now }: Props) {
  const { tasks, layout } = useSession()
  const { id, paused, options, text } = info.task
  const edit = (): void => {
    tasks.edit(info)
    if (layout.getState().narrow) layout.setState({ pane: 'script', drawer: null })
  }
  return (
    <div className="task-body">
      <div className="task-actions">
        <button type="button" className="button quiet" onClick={() => void tasks.pause(id, !paused)}>
          {paused ? 'Resume' : 'Pause'}
        </button>
        <button type="button" className="button quiet" onClick={() => void tasks.runNow(id)}>
          Run now
        </button>
        <button type="button" className="button quiet" onClick={edit}>
          Edit
        </button>
        <ExportMenu name={options.name} text={text} />
        <button type="button" className="button quiet" onClick={() => void tasks.remove(info)}>
          Remove
        </button>
      </div>
      {runs?.length === 0 && <p className="muted">It has not run yet.</p>}
      {runs !== null && runs.length > 0 && (
        <ol className="task-runs" aria-label={`Runs of ${options.name}`}>
          {runs.map(run => (
            <Run key={run.number} run={run} now={now} />
          ))}
        </ol>
      )}
    </div>
  )
}

function Run({ run, now }: { readonly run: TaskRun; readonly now: bigint }) {
  const { tasks } = useSession()
  const slot = clockText(run.scheduledFor, now, useZone())
  const facts = [
    ...(run.manual ? ['by hand'] : []),
    ...(run.slots > 1 ? [counted(run.slots, 'run')] : []),
    durationText(run),
    run.state === 'success' ? counted(run.rows, 'row') : null,
  ].filter(fact => fact !== null)
  const open = run.state === 'queued' || run.state === 'running'
  const line = (
    <>
      <i className={`task-dot ${run.state}`} aria-hidden="true" />
      <span className="task-slot">{slot}</span>
      <span>{stateWords[run.state]}</span>
      <span className="muted">{facts.join(' · ')}</span>
    </>
  )
  const more = [...(run.error === null ? [] : run.error.split('\n')), ...run.log]
  return (
    <li className={run.state}>
      {more.length === 0 ? (
        <div className="task-run">
          {line}
          {open && (
            <button type="button" className="button quiet" onClick={() => void tasks.cancel(run)}>
              Cancel
            </button>
          )}
        </div>
      ) : (
        <details>
          <summary className="task-run">
            {line}
            <ChevronRight className="task-more" size={12} aria-hidden="true" />
          </summary>
          <ul className="task-log">
            {more.map(sentence => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {run.missingBucket !== undefined && <CreateBucket name={run.missingBucket} task={run.task} />}
        </details>
      )}
    </li>
  )
}

/** Nothing where the bucket has been created since. */
function CreateBucket({ name, task }: { readonly name: string; readonly task: string }) {
  const { buckets, tasks } = useSession()
  const known = useStore(buckets, s => s.overview?.buckets.some(one => one.name === name) ?? false)
  useEffect(() => void buckets.refresh(), [buckets])
  const create = async (): Promise<void> => {
    if (await buckets.create(name, 0n)) await tasks.runNow(task)
  }
  return known ? null : (
    <div className="task-actions">
      <button type="button" className="button quiet" onClick={() => void create()}>
        Create {name} and run now
      </button>
    </div>
  )
}

const lastWords: Readonly<Record<TaskRun['state'], string>> = {
  queued: 'waits to run',
  running: 'runs now',
  success: 'last run done',
  failed: 'last run failed',
  canceled: 'last run canceled',
  missed: 'last run missed',
}

/** How the newest run ended, for the list. */
export function LastRun({ info }: { readonly info: TaskInfo }) {
  const opened = useStore(useSession().tasks, s => s.opened?.task === info.task.id)
  const { last } = info
  if (last === null) return null
  const why = last.state === 'failed' && !opened ? `: ${(last.error ?? '').split('\n')[0]}` : ''
  return (
    <span className={last.state === 'failed' ? 'danger-text task-last' : 'muted task-last'}>
      <i className={`task-dot ${last.state}`} aria-hidden="true" /> {lastWords[last.state]}
      {why}
    </span>
  )
}
