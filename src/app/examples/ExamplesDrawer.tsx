// The gallery. Opening an example makes a new script, or goes back to the one it made before if that is unchanged.
import { type Example, examples } from '../../examples/index.ts'
import { usePage } from '../page.ts'

const topics = [...new Set(examples.map(e => e.topic))]

export default function ExamplesDrawer() {
  const { session } = usePage()
  const open = ({ path, title, text }: Example): void => {
    const known = session.program.fromLink(`example:${path}`)
    if (known) session.program.open(known.id)
    else session.program.create(title, text, `example:${path}`)
    session.share.setState({ waiting: false })
    if (session.layout.getState().narrow) session.layout.setState({ pane: 'script', drawer: null })
  }
  return (
    <div className="drawer-body">
      {topics.map(topic => (
        <section key={topic} aria-label={topic}>
          <h3>{topic}</h3>
          {examples
            .filter(e => e.topic === topic)
            .map(e => (
              <button key={e.path} type="button" className="example" onClick={() => open(e)}>
                <span className="strong">{e.title}</span>
                <span className="muted">{e.about}</span>
              </button>
            ))}
        </section>
      ))}
    </div>
  )
}
