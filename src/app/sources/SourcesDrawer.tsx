// How an address can be read that lets no page read it: a header on its server, the local proxy, or its text pasted.
import { X } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { usePage } from '../page.ts'
import { removeFile, unpaste } from '../state/sources.ts'
import { recipesFor, serverAt } from './recipes.ts'

export default function SourcesDrawer() {
  const { session } = usePage()
  const { proxy, pasted, files, unread } = useStore(session.sources)
  const grants = useStore(session.consent, s => s.grants)
  const [url, setUrl] = useState(unread ?? 'http://localhost:8086/metrics')
  return (
    <div className="drawer-body">
      <section aria-label="From the server">
        <h3>A header on the server</h3>
        <p>
          A browser lets a page read an address of another origin only when the answer carries{' '}
          <code>Access-Control-Allow-Origin: *</code> or this page’s own origin.
        </p>
        <Recipes address={url} key={unread} />
      </section>
      <section aria-label="Local proxy">
        <h3>The local proxy</h3>
        {proxy && proxy.origins.length > 0 ? (
          <>
            <p>It runs, and reads these origins for this page:</p>
            <ul>
              {proxy.origins.map(origin => (
                <li key={origin}>
                  <code>{origin}</code>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p>
            It is off. Start the playground on your own machine with the origins it may read, then open the address it
            prints:
          </p>
        )}
        <pre className="command">npm start -- --allow {originOf(url)}</pre>
      </section>
      {grants.length > 0 && (
        <section aria-label="Allowed for every script">
          <h3>Allowed for every script</h3>
          <p>Scripts from links read or write these without asking.</p>
          {grants.map(grant => (
            <div key={`${grant.direction} ${grant.place}`} className="pasted">
              <span>
                {grant.direction} <code>{grant.place}</code>
              </span>
              <button
                type="button"
                className="button icon"
                aria-label={`Ask again before scripts ${grant.direction} ${grant.place}`}
                onClick={() => session.consent.withdraw(grant)}
              >
                <X size={14} aria-hidden="true" />
              </button>
            </div>
          ))}
        </section>
      )}
      <section aria-label="Files">
        <h3>Files</h3>
        <p>
          Drop a file onto the page: a script opens, CSV is there for <code>csv.from(file: …)</code>, metrics for a
          scrape of their name, line protocol goes into a bucket.
        </p>
        {files.map(({ name }) => (
          <div key={name} className="pasted">
            <code>{name}</code>
            <button
              type="button"
              className="button icon"
              aria-label={`Forget ${name}`}
              onClick={() => removeFile(session.sources, name)}
            >
              <X size={14} aria-hidden="true" />
            </button>
          </div>
        ))}
      </section>
      <section aria-label="Pasted texts">
        <h3>Pasted text</h3>
        <p>Open the address in a tab, copy what it shows, and paste it here in place of the answer.</p>
        <form
          className="paste-row"
          onSubmit={e => {
            e.preventDefault()
            session.sources.setState({ pastingFor: url })
          }}
        >
          <input className="field" aria-label="Address" value={url} onChange={e => setUrl(e.target.value)} />
          <button type="submit" className="button quiet">
            Paste
          </button>
        </form>
        {pasted.map(p => (
          <div key={p.url} className="pasted">
            <code>{p.url}</code>
            <button
              type="button"
              className="button icon"
              aria-label={`Read ${p.url} itself again`}
              onClick={() => unpaste(session.sources, p.url)}
            >
              <X size={14} aria-hidden="true" />
            </button>
          </div>
        ))}
      </section>
    </div>
  )
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'http://localhost:8086'
}

function Recipes({ address }: { readonly address: string }) {
  const page = usePage()
  const recipes = recipesFor(originOf(address))
  const [id, setId] = useState(() => serverAt(address))
  const { about, text } = recipes.find(one => one.id === id)!
  return (
    <>
      <select className="field" aria-label="The server" value={id} onChange={e => setId(e.target.value)}>
        {recipes.map(one => (
          <option key={one.id} value={one.id}>
            {one.title}
          </option>
        ))}
      </select>
      <p className="muted">{about}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by the keyboard */}
      <pre className="command" tabIndex={0}>
        {text}
      </pre>
      <button type="button" className="button quiet" onClick={() => void page.clipboard?.writeText(text)}>
        Copy
      </button>
    </>
  )
}
