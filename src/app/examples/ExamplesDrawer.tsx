// The gallery. Opening an example makes a new script; the one that was open is kept.
import { examples } from '../../examples/index.ts'
import { usePage } from '../page.ts'

const topics = [...new Set(examples.map(e => e.topic))]

export function ExamplesDrawer() {
  const { session } = usePage()
  const open = (title: string, text: string): void => {
    session.program.create(title, text)
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
              <button key={e.path} type="button" className="example" onClick={() => open(e.title, e.text)}>
                <span className="strong">{e.title}</span>
                <span className="muted">{e.about}</span>
              </button>
            ))}
        </section>
      ))}
    </div>
  )
}
