// A stranger's script waits here: what it would read and write, in plain words, before its first run.
import { useStore } from 'zustand'
import type { Grant, Reach, Recording } from '../../workers/protocol.ts'
import { usePage } from '../page.ts'
import { reachIn } from '../state/program.ts'
import { Addresses, Places } from './Addresses.tsx'
import './consent.css'

export default function ConsentPanel() {
  const recording = useStore(usePage().session.share, s => s.recording)
  return recording ? <RecordedPanel recording={recording} /> : <ReachPanel />
}

/** Its answers came with it: a run asks nobody, and may begin without leave to. */
function RecordedPanel({ recording }: { readonly recording: Recording }) {
  const { session } = usePage()
  const asked = [...new Set(recording.answers.map(one => one.shown))]
  return (
    <div className="consent">
      <section className="consent-card" aria-label="A script from a link">
        <p>
          <b>This script came with a link, and with its data.</b> Nothing has run.
        </p>
        <p>
          A run asks nobody: the link holds what <Addresses list={asked} nothing="the run" />{' '}
          {asked.length > 0 ? 'answered' : 'was given'} when it was made. Whoever made it can have changed that.
        </p>
        <div className="consent-actions">
          <button type="button" className="button primary" onClick={() => session.start()}>
            Run with these data
          </button>
          <button type="button" className="button quiet" onClick={() => session.share.setState({ recording: null })}>
            Read live instead
          </button>
        </div>
      </section>
    </div>
  )
}

function ReachPanel() {
  const page = usePage()
  const { session } = page
  const reach = useStore(session.program, reachIn)
  const { reads, writes } = reach ?? nothingKnown
  const run = (always: boolean): void => {
    const { consent, program } = session
    const allowed = reads.flatMap(address => grantOf(address))
    if (always) consent.grant([...allowed, ...writes.flatMap(address => grantOf(address, 'write'))])
    consent.allow(program.getState().current.id, allowed)
    session.start()
  }
  const edit = (): void => {
    session.share.setState({ waiting: false })
    session.layout.setState({ pane: 'script' })
    requestAnimationFrame(() => page.editor?.focus())
  }
  return (
    <div className="consent">
      <section className="consent-card" aria-label="A script from a link">
        <p>
          <b>This script came with a link.</b> Nothing has run.
        </p>
        {reach ? (
          <WhatItReaches reach={reach} />
        ) : (
          <p>{reach === null ? notFoundOut : 'What it would reach is being found out.'}</p>
        )}
        <div className="consent-actions">
          <button type="button" className="button primary" disabled={reach === undefined} onClick={() => run(false)}>
            Run once
          </button>
          {!session.frame.foreign && reads.length + writes.length > 0 && (
            <button type="button" className="button" onClick={() => run(true)}>
              Always for these addresses
            </button>
          )}
          <button type="button" className="button quiet" onClick={edit}>
            Edit first
          </button>
        </div>
      </section>
    </div>
  )
}

const nothingKnown = { reads: [], writes: [] }
const notFoundOut =
  'What it would reach took too long to find out. Whatever it wants to reach is asked for when it comes up.'

function WhatItReaches({ reach: { reads, writes, buckets, computed } }: { readonly reach: Reach }) {
  const asksToWrite = writes.length > 0 || buckets.written
  return (
    <>
      <p>
        It would read <Places addresses={reads} buckets={buckets.read} /> and write{' '}
        <Places addresses={writes} buckets={buckets.written} />.
        {computed && ' It also uses addresses that it puts together while it runs.'}
      </p>
      {(computed || asksToWrite || buckets.read) && <p>{asked(asksToWrite, computed || buckets.read)}</p>}
    </>
  )
}

/** What is still asked for after "Run once". */
function asked(writes: boolean, others: boolean): string {
  const what =
    writes && others ? 'Writing, and anything else it reads, is' : writes ? 'Writing is' : 'Anything else it reads is'
  return `${what} asked for when it comes up.`
}

/** The origin an address is read or written at; none for what is no address. */
function grantOf(address: string, direction: Grant['direction'] = 'read'): Grant[] {
  return URL.canParse(address, document.baseURI)
    ? [{ place: new URL(address, document.baseURI).origin, direction }]
    : []
}
