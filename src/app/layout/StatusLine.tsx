// One line at the foot: the state of the page, its time zone, and what the script's literals would read and write.
import { useStore } from 'zustand'
import type { Reach } from '../../workers/protocol.ts'
import { usePage } from '../page.ts'
import { Notice } from '../share/Notice.tsx'
import { ZoneButton } from './ZoneButton.tsx'

export function StatusLine() {
  const { session } = usePage()
  const phase = useStore(session.run, s => s.phase)
  const reach = useStore(session.program, s => s.reach?.found)
  const { offline, update } = useStore(session.share)
  const pasted = useStore(session.sources, s => s.pasted.length)
  return (
    <footer className="status">
      <span>
        <i className={phase === 'running' ? 'dot busy' : 'dot'} />
        {phase === 'running' ? 'Running' : 'Ready'}
      </span>
      <ZoneButton className="status-link" />
      {reach && <span>{readsText(reach)}</span>}
      {reach && <span>{writesText(reach)}</span>}
      <RunningTasks />
      {pasted > 0 && <span>{pasted === 1 ? 'one pasted text stands in' : `${pasted} pasted texts stand in`}</span>}
      {offline && <span>offline ready</span>}
      {update && (
        <button type="button" className="button quiet" onClick={update}>
          A newer version is there: load it
        </button>
      )}
      <Notice />
    </footer>
  )
}

/** Tasks that this browser runs, and a way to them. */
function RunningTasks() {
  const { tasks, layout } = usePage().session
  const count = useStore(tasks, s => s.overview?.tasks.filter(one => !one.task.paused).length ?? 0)
  const failed = useStore(tasks, s => s.overview?.tasks.some(one => one.last?.state === 'failed') ?? false)
  if (count === 0) return null
  return (
    <button type="button" className="status-link" onClick={() => layout.setState({ drawer: 'tasks' })}>
      {count === 1 ? 'one task runs here' : `${count} tasks run here`}
      {failed && (count === 1 ? ', its last run failed' : ', the last run of one failed')}
    </button>
  )
}

function writesText({ writes, buckets }: Reach): string {
  const names = [...new Set(writes.map(shortAddress)), ...(buckets.written ? ['buckets here'] : [])]
  return names.length > 0 ? `writes ${names.join(', ')}` : 'writes nothing'
}

function readsText({ reads, buckets, computed }: Reach): string {
  const names = [...new Set(reads.map(shortAddress)), ...(buckets.read ? ['buckets here'] : [])]
  if (computed) names.push('addresses it puts together')
  return names.length > 0
    ? `reads ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and more' : ''}`
    : 'reads nothing'
}

function shortAddress(address: string): string {
  if (!URL.canParse(address)) return 'this page’s own files'
  return new URL(address).host || address
}
