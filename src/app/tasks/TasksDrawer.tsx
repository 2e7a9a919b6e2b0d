// The tasks of this browser: the script on screen as one, those that are started, and what waits for a server.
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { TaskInfo, WaitingLines } from '../../workers/protocol.ts'
import { counted } from '../numbers.ts'
import { useSession } from '../page.ts'
import { useZone } from '../zone.ts'
import { ScriptTask } from './ScriptTask.tsx'
import { LastRun, TaskBody } from './TaskBody.tsx'
import { scheduleText, untilText } from './taskWords.ts'
import './tasks.css'

export default function TasksDrawer() {
  const { tasks } = useSession()
  const { overview, problem, notice, undo } = useStore(tasks)
  const now = useSeconds()
  return (
    <div className="drawer-body">
      <ScriptTask now={now} />
      {problem !== null && (
        <section role="alert" aria-label="Why it could not be done">
          <p className="danger-text">{problem[0]}</p>
          {problem.slice(1).map(step => (
            <p key={step}>{step}</p>
          ))}
        </section>
      )}
      {(notice !== null || undo !== null) && (
        <section role="status">
          {notice}
          {undo?.title}{' '}
          {undo !== null && (
            <button type="button" className="button quiet" onClick={() => void undo.run()}>
              Undo
            </button>
          )}
        </section>
      )}
      {overview !== null && overview.tasks.length > 0 && (
        <section aria-label="Tasks">
          <h3>Tasks</h3>
          {overview.tasks.map(info => (
            <TaskRow key={info.task.id} info={info} now={now} />
          ))}
        </section>
      )}
      {overview !== null && overview.waiting.length > 0 && <Waiting waiting={overview.waiting} />}
      <section aria-label="Where tasks run">
        <p className="muted">
          A browser runs tasks only while a tab of this page is open. For tasks that always run, export them to an
          InfluxDB.
        </p>
        {overview?.notKept && <p className="warning-text">{overview.notKept}</p>}
        {overview?.problem && <p className="warning-text">What the tasks do cannot be stored: {overview.problem}</p>}
      </section>
    </div>
  )
}

function TaskRow({ info, now }: { readonly info: TaskInfo; readonly now: bigint }) {
  const { tasks } = useSession()
  const zone = useZone()
  const opened = useStore(tasks, s => s.opened)
  const { id, paused, options } = info.task
  const isOpen = opened?.task === id
  const next = paused ? 'paused' : info.next === null ? 'never again' : `next ${untilText(info.next, now, zone)}`
  return (
    <div className="drawer-entry">
      <button
        type="button"
        className="drawer-open"
        aria-expanded={isOpen}
        onClick={() => tasks.open(isOpen ? null : id)}
      >
        <span className="strong">{options.name}</span>
        <span className="muted">
          {scheduleText(options)} · {next}
        </span>
        <LastRun info={info} />
      </button>
      {isOpen && <TaskBody info={info} runs={opened.runs} now={now} />}
    </div>
  )
}

function Waiting({ waiting }: { readonly waiting: readonly WaitingLines[] }) {
  const { tasks } = useSession()
  return (
    <section aria-label="Lines that wait">
      <h3>Lines that wait for a server</h3>
      {waiting.map(({ target, lines }) => (
        <div key={JSON.stringify(target)} className="task-waiting">
          <p>
            {counted(lines, 'line')} for {target.bucket ?? target.bucketID} at <code>{target.host}</code>. They are
            written before what a task writes there next.
          </p>
          <button type="button" className="button quiet" onClick={() => void tasks.discard(target)}>
            Give up
          </button>
        </div>
      ))}
    </section>
  )
}

/** The time, a new one each second. */
function useSeconds(): bigint {
  const [now, setNow] = useState(nanoseconds)
  useEffect(() => {
    const timer = setInterval(() => setNow(nanoseconds()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}

const nanoseconds = (): bigint => BigInt(Date.now()) * 1_000_000n
