// The stage at the cursor in words, with the first rows before and after it when the script that ran is the one on screen.
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Explanation, Span } from '../../workers/protocol.ts'
import { useSession } from '../page.ts'
import { Prose } from '../reference/Prose.tsx'
import { SmallTable } from '../reference/SmallTable.tsx'
import { useAnswer } from '../reference/useAnswer.ts'
import { firstTables, type PreviewTable } from '../state/preview.ts'
import { type Shown, stagedRun } from '../state/results.ts'
import '../reference/reference.css'

export default function ExplainDrawer() {
  const { language, layout, program, variables } = useSession()
  const place = useStore(layout, s => s.explained)
  const text = useStore(program, s => s.text)
  const script = { text, variables: variables.record(0, 0), offset: place }
  const found = useAnswer(`${place} ${text}`, () => language(service => service.explain(script)))
  return (
    <div className="drawer-body reference" aria-live="polite">
      {found ? (
        <ExplanationView {...found} />
      ) : (
        <p>
          Put the cursor into a stage, such as <code>filter(…)</code>, and ask again.
        </p>
      )}
    </div>
  )
}

function ExplanationView({ name, call, input, member, summary, given, before, after, changes }: Explanation) {
  const { layout } = useSession()
  return (
    <article aria-label={name}>
      <h2 className="reference-name">{name}</h2>
      {summary !== '' && <Prose text={summary} />}
      {given.length > 0 && (
        <dl>
          {given.map(one => (
            <div key={one.name}>
              <dt>
                <code>
                  {one.name}: {one.text}
                </code>
              </dt>
              <dd>{one.meaning !== '' && <Prose text={one.meaning} />}</dd>
            </div>
          ))}
        </dl>
      )}
      {changes.length > 0 && (
        <>
          <h3>What changes</h3>
          {changes.map(text => (
            <Prose key={text} text={text} />
          ))}
        </>
      )}
      <Rows call={call} input={input} />
      {input !== null && <ColumnList title="Columns that come in" columns={before} />}
      <ColumnList title={input === null ? 'Columns' : 'Columns that go out'} columns={after} />
      {member && (
        <button
          type="button"
          className="button quiet"
          onClick={() => layout.setState({ drawer: 'reference', reference: member })}
        >
          Open the reference
        </button>
      )}
    </article>
  )
}

function ColumnList({ title, columns }: { readonly title: string; readonly columns: Explanation['after'] }) {
  if (columns.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <p>
        {columns.map(({ name, type, inKey }, place) => (
          <span key={name}>
            {place > 0 && ', '}
            <code>{name}</code>
            <span className="muted">
              {type && ` ${type}`}
              {inKey && ', key'}
            </span>
          </span>
        ))}
      </p>
    </>
  )
}

type Rows = { readonly before: PreviewTable | null; readonly after: PreviewTable | null }

/** The first table on either side; none where the script has changed since it ran. */
function Rows({ call, input }: { readonly call: Span; readonly input: Span | null }) {
  const { results, program } = useSession()
  const run = useStore(results, stagedRun)
  const text = useStore(program, s => s.text)
  const [rows, setRows] = useState<Rows | null>(null)
  useEffect(() => {
    let here = true
    setRows(null)
    if (run?.text === text)
      rowsOf(run, call).then(
        found => here && setRows(found),
        () => {},
      )
    return () => void (here = false)
  }, [run, text, call])
  if (!rows) {
    return <p className="muted">Run the script to see rows {input === null ? 'of it' : 'before and after it'} here.</p>
  }
  return (
    <>
      {rows.before && (
        <>
          <h3>Before</h3>
          <SmallTable {...rows.before} />
        </>
      )}
      <h3>{rows.before ? 'After' : 'The first table'}</h3>
      {rows.after ? <SmallTable {...rows.after} /> : <p>No tables are left.</p>}
    </>
  )
}

async function rowsOf({ summary, handle }: Shown, call: Span): Promise<Rows | null> {
  const { stages } = summary
  const place = stages.findIndex(({ from, to }) => from === call.from && to === call.to)
  if (place < 0 || !stages[place].kept) return null
  const first = async (stage: number): Promise<PreviewTable | null> =>
    (await firstTables(handle, { stage })).tables[0] ?? null
  const [input] = stages[place].inputs
  const before = input !== undefined && stages[input].kept ? await first(input) : null
  return { before, after: await first(place) }
}
