// What each step of the script gave: tables, rows and time, in the order of the script.
import { lineOf, number } from '../numbers.ts'
import { usePage } from '../page.ts'
import type { ViewProps } from './view.ts'

export function StagesView({ shown }: ViewProps) {
  const page = usePage()
  const stages = shown.summary.stages.toSorted((a, b) => a.from - b.from || a.to - b.to)
  if (stages.length === 0) return <div className="condition">No stage ran.</div>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by the keyboard
    <section className="stages" aria-label="Stages" tabIndex={0} data-first-focus>
      <table>
        <thead>
          <tr>
            <th className="num">line</th>
            <th>stage</th>
            <th className="num">tables</th>
            <th className="num">rows</th>
            <th className="num">ms</th>
          </tr>
        </thead>
        <tbody>
          {stages.map(s => (
            <tr key={s.id}>
              <td className="num">{lineOf(shown.text, s.from)}</td>
              <td>
                <button type="button" className="stage" onClick={() => page.editor?.reveal(s.from, s.to)}>
                  {s.name}
                </button>
              </td>
              <td className="num">{number(s.tables)}</td>
              <td className="num">{number(s.rows)}</td>
              <td className="num">{s.ms.toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
