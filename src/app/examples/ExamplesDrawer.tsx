// The gallery. Opening an example makes a new script, or goes back to the one it made before if that is unchanged.
import { Check } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { type Example, examples } from '../../examples/index.ts'
import { useSession } from '../page.ts'

const topics = [...new Set(examples.map(e => e.topic))]

export default function ExamplesDrawer() {
  const session = useSession()
  const [asked, setAsked] = useState('')
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  const found = examples.filter(({ title, about, text }) => {
    const all = `${title} ${about} ${text}`.toLowerCase()
    return words.every(word => all.includes(word))
  })
  return (
    <div className="drawer-body">
      <button
        type="button"
        className="button quiet learn-button"
        onClick={() => session.layout.setState({ drawer: 'learn' })}
      >
        Flux in fifteen minutes
      </button>
      <input
        className="field example-find"
        type="search"
        aria-label="Find an example"
        placeholder="Find an example"
        value={asked}
        onChange={e => setAsked(e.target.value)}
      />
      {topics.map(topic => {
        const own = found.filter(e => e.topic === topic)
        return own.length === 0 ? null : (
          <section key={topic} aria-label={topic}>
            <h3>{topic}</h3>
            {own.map(example => (
              <ExampleButton key={example.path} {...example} />
            ))}
          </section>
        )
      })}
      {found.length === 0 && <p className="muted">No example has all of these words.</p>}
    </div>
  )
}

function ExampleButton(example: Example) {
  const { program, settings, share, layout } = useSession()
  const seen = useStore(settings, s => s.seen.includes(example.path))
  const open = (): void => {
    const { path, title, text } = example
    const known = program.fromLink(`example:${path}`)
    if (known) program.open(known.id)
    else program.create(title, text, `example:${path}`)
    if (!seen) settings.setState({ seen: [...settings.getState().seen, path] })
    share.setState({ waiting: false })
    if (layout.getState().narrow) layout.setState({ pane: 'script', drawer: null })
  }
  return (
    <button type="button" className="example" onClick={open}>
      <span className="strong">
        {example.title}
        {seen && <Check className="seen" size={13} role="img" aria-label="seen" />}
      </span>
      <span className="muted">{example.about}</span>
    </button>
  )
}
