// The script on screen as a task: when it is due, and what can be done with it.
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Grant, Reach, ScriptTask as ScriptAsTask } from '../../workers/protocol.ts'
import { usePage, useSession } from '../page.ts'
import { Places } from '../share/Addresses.tsx'
import { isStrangers, reachIn } from '../state/program.ts'
import { useZone } from '../zone.ts'
import { ExportMenu } from './ExportMenu.tsx'
import { scheduleText, untilText } from './taskWords.ts'

export function ScriptTask({ now }: { readonly now: bigint }) {
  const { tasks, program } = useSession()
  const zone = useZone()
  const { script, scriptText } = useStore(tasks)
  const { text, current, problems, checkedText } = useStore(program)
  const passed = script !== null && script.next !== null && script.next <= now
  useEffect(() => {
    if (passed) void tasks.read()
  }, [passed, tasks])
  const started = useStore(tasks, s => s.taskOf[current.id] !== undefined)
  if (script === null) return <NoTask />
  if (script.options === null) {
    const [problem] = script.problems
    return (
      <section aria-label="This script">
        <h3>This script</h3>
        <p className="warning-text" role="status">
          As a task it would be refused: {problem.message}
        </p>
        {problem.notes?.map(note => (
          <p key={note}>{note}</p>
        ))}
      </section>
    )
  }
  const broken = checkedText === text && (problems ?? []).some(one => one.severity === 'error')
  return (
    <section aria-label="This script">
      <h3>This script</h3>
      <p>
        <span className="strong">{script.options.name}</span> is due {scheduleText(script.options)}
        {script.next !== null && script.next > now && !started && `; next ${untilText(script.next, now, zone)}`}.
      </p>
      {broken && <p className="warning-text">It has errors: mend them first.</p>}
      <Actions script={script} ready={!broken && scriptText === text} stranger={isStrangers(current)} />
    </section>
  )
}

interface ActionsProps {
  readonly script: ScriptAsTask
  /** It is checked and has no errors. */
  readonly ready: boolean
  readonly stranger: boolean
}

function Actions({ script, ready, stranger }: ActionsProps) {
  const session = useSession()
  const { tasks, program } = session
  const state = useStore(program)
  const { text, current } = state
  const reach = reachIn(state)
  // both are part of what makes a task the current one
  useStore(tasks, s => s.taskOf)
  useStore(tasks, s => s.overview)
  const [asked, setAsked] = useState('')
  const known = tasks.current()
  const save = (): void => {
    if (stranger && asked !== current.id) setAsked(current.id)
    else void tasks.save(stranger ? grantsOf(reach!) : null)
  }
  const once = async (): Promise<void> => {
    const { last } = (await tasks.read()) ?? script
    session.layout.setState({ pane: 'results', ...(session.layout.getState().narrow ? { drawer: null } : {}) })
    const now = last ?? BigInt(Date.now()) * 1_000_000n
    session.start({ task: { now, lastSuccess: known?.lastSuccess ?? null } })
  }
  const same = known !== null && known.task.text === text
  return (
    <>
      {stranger && asked === current.id && reach && <WhatItReaches reach={reach} />}
      {same && <p className="muted">{known.task.paused ? 'It is a task, and paused.' : 'It runs as a task.'}</p>}
      <div className="task-actions">
        {!same && (
          <button type="button" className="button primary" disabled={!ready || (stranger && !reach)} onClick={save}>
            {stranger && asked === current.id ? 'Allow and start' : known === null ? 'Start task' : 'Update task'}
          </button>
        )}
        <button type="button" className="button quiet" disabled={!ready} onClick={() => void once()}>
          Run once
        </button>
        <ExportMenu name={script.options!.name} text={text} />
      </div>
    </>
  )
}

function WhatItReaches({ reach }: { readonly reach: Reach }) {
  return (
    <p className="warning-text">
      This script came with a link. As a task it would run without asking: read{' '}
      <Places addresses={reach.reads} buckets={reach.buckets.read || reach.buckets.written} /> and write{' '}
      <Places addresses={reach.writes} buckets={reach.buckets.written} />. Anything else is refused.
    </p>
  )
}

/** Everything the script names. */
function grantsOf({ reads, writes, buckets }: Reach): readonly Grant[] {
  const places = (list: readonly string[], direction: Grant['direction']): Grant[] =>
    list.flatMap(address =>
      URL.canParse(address, document.baseURI) ? [{ place: new URL(address, document.baseURI).origin, direction }] : [],
    )
  return [
    ...places(reads, 'read'),
    ...places(writes, 'write'),
    // a bucket that is written to is looked up first
    ...(buckets.read || buckets.written ? [{ place: BUCKETS, direction: 'read' as const }] : []),
    ...(buckets.written ? [{ place: BUCKETS, direction: 'write' as const }] : []),
  ]
}

/** The buckets kept in this browser, as a place. */
const BUCKETS = 'buckets'

/** How a script becomes a task. */
function NoTask() {
  const page = usePage()
  const { program } = page.session
  const { text, current } = useStore(program)
  const add = (): void => {
    const at = endOfImports(text)
    const name = current.name.replaceAll(/["\\]/g, '').replaceAll('${', '$') || 'Untitled'
    const option = `${at === 0 ? '' : '\n'}option task = {name: "${name}", every: 1m}\n${at === 0 ? '\n' : ''}`
    const edit = { from: at, to: at, text: option }
    if (page.editor) page.editor.apply([edit])
    else program.edit(text.slice(0, at) + option + text.slice(at))
  }
  return (
    <section aria-label="This script">
      <h3>This script</h3>
      <p>
        A script with <code>option task</code> can be run again and again, to collect data in a bucket for example.
      </p>
      <button type="button" className="button quiet" onClick={add}>
        Make this script a task
      </button>
    </section>
  )
}

/** The offset after the last import and its line end. */
function endOfImports(text: string): number {
  let end = 0
  for (const found of text.matchAll(/^(?:package\s+\w+|import\s+(?:\w+\s+)?"[^"\n]*")[^\n]*\n?/gm)) end = found.index + found[0].length // biome-ignore format: one loop
  return end
}
