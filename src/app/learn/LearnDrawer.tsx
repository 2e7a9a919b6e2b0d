// A short way through Flux, a page at a time.
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { useSession } from '../page.ts'
import { ExampleBox } from '../reference/ExampleBox.tsx'
import { Prose } from '../reference/Prose.tsx'
import { lessons } from './lessons.ts'
import './learn.css'

export default function LearnDrawer() {
  const { settings } = useSession()
  const place = Math.min(
    useStore(settings, s => s.lesson),
    lessons.length - 1,
  )
  const { title, before, script, tries } = lessons[place]
  const heading = useRef<HTMLHeadingElement>(null)
  const turned = useRef(place)
  useEffect(() => {
    if (turned.current !== place) heading.current?.focus()
    turned.current = place
  }, [place])
  const go = (lesson: number): void => settings.setState({ lesson })
  return (
    <div className="drawer-body reference learn">
      <article aria-label={title}>
        <p className="muted">
          Page {place + 1} of {lessons.length}
        </p>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {before.map(text => (
          <Prose key={text} text={text} />
        ))}
        <ExampleBox key={script} name={title} script={script} gives={null} />
        <h3>Try</h3>
        <ul>
          {tries.map(text => (
            <li key={text}>
              <Prose text={text} />
            </li>
          ))}
        </ul>
        <nav className="reference-actions" aria-label="Pages">
          <button type="button" className="button quiet" disabled={place === 0} onClick={() => go(place - 1)}>
            Back
          </button>
          {place < lessons.length - 1 && (
            <button type="button" className="button quiet" onClick={() => go(place + 1)}>
              Next: {lessons[place + 1].title}
            </button>
          )}
        </nav>
        <details>
          <summary>All pages</summary>
          <ol>
            {lessons.map((one, at) => (
              <li key={one.title}>
                <button type="button" className="button" aria-current={at === place} onClick={() => go(at)}>
                  {one.title}
                </button>
              </li>
            ))}
          </ol>
        </details>
      </article>
    </div>
  )
}
