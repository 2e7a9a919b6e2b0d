// The reference of Flux: what there is by task and by package, found by name and by what it does, and a page for each.
import { useState } from 'react'
import { useStore } from 'zustand'
import type { MemberName, ReferenceContents } from '../../workers/protocol.ts'
import { useSession } from '../page.ts'
import { Entries, EntryButton } from './Entries.tsx'
import { ReferencePageView } from './ReferencePageView.tsx'
import { useAnswer } from './useAnswer.ts'
import './reference.css'

export default function ReferenceDrawer() {
  const { layout } = useSession()
  const shown = useStore(layout, s => s.reference)
  const [query, setQuery] = useState('')
  const show = (reference: MemberName | null): void => layout.setState({ reference })
  return (
    <div className="drawer-body reference">
      <input
        className="field reference-find"
        type="search"
        aria-label="Find in the reference"
        placeholder="Find by name or by what it does"
        value={query}
        onChange={e => {
          setQuery(e.target.value)
          show(null)
        }}
      />
      {shown ? (
        <>
          <button type="button" className="button quiet" onClick={() => show(null)}>
            {query === '' ? 'All of the reference' : 'What was found'}
          </button>
          <ReferencePageView key={`${shown.path}.${shown.name}`} {...shown} />
        </>
      ) : query.trim() === '' ? (
        <Contents />
      ) : (
        <Found query={query} />
      )}
    </div>
  )
}

function Contents() {
  const { language } = useSession()
  const contents = useAnswer<ReferenceContents | null>('', () => language(service => service.reference({})))
  if (!contents) return null
  return (
    <>
      <section aria-label="By task">
        <h3>By task</h3>
        {contents.topics.map(({ title, members }) => (
          <details key={title}>
            <summary>{title}</summary>
            <Entries entries={members} />
          </details>
        ))}
      </section>
      <section aria-label="By package">
        <h3>By package</h3>
        {contents.packages.map(({ path, summary, members }) => (
          <EntryButton key={path} path={path} name="" title={`${path} (${members})`} summary={summary} />
        ))}
      </section>
    </>
  )
}

function Found({ query }: { readonly query: string }) {
  const { language } = useSession()
  const found = useAnswer(query, () => language(service => service.searchReference({ query })))
  if (!found) return null
  return (
    <section aria-label="Found" aria-live="polite">
      {found.length === 0 ? (
        <p>Nothing has all of these words. Try one of them, or a part of a name.</p>
      ) : (
        <Entries entries={found} />
      )}
    </section>
  )
}
