// A stranger's script waits here: what it would read and write, in plain words, before its first run.
import { useStore } from 'zustand'
import type { Grant } from '../../workers/protocol.ts'
import { usePage } from '../page.ts'
import { lookAlikes, reachOf } from './reach.ts'
import './consent.css'

export function ConsentPanel() {
  const page = usePage()
  const { session } = page
  const text = useStore(session.program, s => s.text)
  const { reads, writes, buckets, others } = reachOf(text)
  const asksToWrite = writes.length > 0 || buckets.written
  const allowed = reads.flatMap(address => grantOf(address))
  const run = (always: boolean): void => {
    const { consent, program } = session
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
        <p>
          It would read <Places addresses={reads} buckets={buckets.read} /> and write{' '}
          <Places addresses={writes} buckets={buckets.written} />.
          {others && ' It also uses addresses that it puts together while it runs.'}
        </p>
        {(others || asksToWrite || buckets.read) && <p>{asked(asksToWrite, others || buckets.read)}</p>}
        <div className="consent-actions">
          <button type="button" className="button primary" onClick={() => run(false)}>
            Run once
          </button>
          {reads.length + writes.length > 0 && (
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

interface PlacesProps {
  readonly addresses: readonly string[]
  readonly buckets: boolean
}

/** Addresses, and the buckets kept here, as one list. */
export function Places({ addresses, buckets }: PlacesProps) {
  if (!buckets) return <Addresses list={addresses} nothing="nothing" />
  return (
    <>
      {addresses.length > 0 && (
        <>
          <Addresses list={addresses} nothing="" /> and{' '}
        </>
      )}
      buckets kept in this browser
    </>
  )
}

export function Addresses({ list, nothing }: { readonly list: readonly string[]; readonly nothing: string }) {
  if (list.length === 0) return nothing
  return list.map((address, i) => (
    <span key={address}>
      {i > 0 && ', '}
      <code>
        {lookAlikes(whole(address)).map(({ text, odd }, part) =>
          odd ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed text
            <mark key={part} title="not a Latin letter, though it may look like one">
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </code>
    </span>
  ))
}

/** A relative address is one of this page's own. */
function whole(address: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(address) || !URL.canParse(address, document.baseURI) ? address : new URL(address, document.baseURI).href // biome-ignore format: one choice
}
