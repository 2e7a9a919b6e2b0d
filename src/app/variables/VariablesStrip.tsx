// The variables of a dashboard, above the results: only where the script reads `v` and does not define it.
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { useSession } from '../page.ts'
import { fittedWindow, instantOf, usesVariables } from '../state/variables.ts'
import './variables.css'

const ranges: ReadonlyArray<readonly [start: string, title: string]> = [
  ['-5m', 'Past 5 minutes'],
  ['-15m', 'Past 15 minutes'],
  ['-1h', 'Past hour'],
  ['-6h', 'Past 6 hours'],
  ['-24h', 'Past 24 hours'],
  ['-7d', 'Past 7 days'],
  ['-30d', 'Past 30 days'],
]

export function VariablesStrip() {
  const { program } = useSession()
  const needed = useStore(program, s => usesVariables(s.text))
  return needed ? <Strip /> : null
}

function Strip() {
  const { variables, layout } = useSession()
  const { start, stop, window, bucket } = useStore(variables)
  const width = useStore(layout, s => s.resultsWidth)
  const known = stop === 'now()' && ranges.some(([range]) => range === start)
  const [custom, setCustom] = useState(!known)
  const fitted = fittedWindow({ start, stop }, Date.now(), width)
  return (
    <section className="variables" aria-label="Variables of the dashboard, v">
      <select
        className="field"
        aria-label="Time range"
        value={custom ? 'custom' : start}
        onChange={e => {
          setCustom(e.target.value === 'custom')
          if (e.target.value !== 'custom') variables.change({ start: e.target.value, stop: 'now()' })
        }}
      >
        {ranges.map(([range, title]) => (
          <option key={range} value={range}>
            {title}
          </option>
        ))}
        <option value="custom">Another range</option>
      </select>
      {custom && (
        <>
          <Instant label="From" text={start} change={text => variables.change({ start: text })} />
          <Instant label="to" text={stop} change={text => variables.change({ stop: text })} />
        </>
      )}
      <label>
        Window
        <input
          className="field short"
          value={window ?? ''}
          placeholder={`${fitted}, fitted`}
          aria-invalid={window !== null && !isDuration(window)}
          onChange={e => variables.change({ window: e.target.value.trim() === '' ? null : e.target.value.trim() })}
        />
      </label>
      <label>
        Bucket
        <input className="field" value={bucket} onChange={e => variables.change({ bucket: e.target.value })} />
      </label>
      <Own />
    </section>
  )
}

const isDuration = (text: string): boolean => /^(\d+(ns|us|ms|mo|[smhdwy]))+$/.test(text)

/** A point in time: as Flux, or picked from a calendar. UTC, as everything the page shows. */
function Instant({
  label,
  text,
  change,
}: {
  readonly label: string
  readonly text: string
  readonly change: (text: string) => void
}) {
  const now = Date.now()
  const instant = instantOf(text, now)
  const valid = Number.isFinite(instant)
  return (
    <label>
      {label}
      <input
        className="field"
        value={text}
        aria-invalid={!valid}
        title="A duration such as -90m, a time such as 2024-01-01T00:00:00Z, or now()"
        onChange={e => change(e.target.value)}
      />
      <input
        className="field calendar"
        type="datetime-local"
        step="1"
        aria-label={`${label}, from a calendar (UTC)`}
        value={valid ? new Date(instant).toISOString().slice(0, 19) : ''}
        onChange={e =>
          e.target.value !== '' && change(`${e.target.value.length === 16 ? `${e.target.value}:00` : e.target.value}Z`)
        }
      />
    </label>
  )
}

/** Variables of the reader's own, `v.name`. Values are Flux. */
function Own() {
  const { variables } = useSession()
  const own = useStore(variables, s => s.own)
  const change = (at: number, one: Partial<(typeof own)[number]>): void =>
    variables.change({ own: own.with(at, { ...own[at], ...one }) })
  return (
    <>
      {own.map(({ name, value }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what is typed into is where it is
        <span key={at} className="own">
          <input
            className="field short"
            aria-label="Name of the variable"
            value={name}
            onChange={e => change(at, { name: e.target.value.replace(/\W/g, '') })}
          />
          <input
            className="field short"
            aria-label={`Value of v.${name}, as Flux`}
            value={value}
            onChange={e => change(at, { value: e.target.value })}
          />
          <button
            type="button"
            className="button icon"
            aria-label={`Remove v.${name}`}
            onClick={() => variables.change({ own: own.filter((_, i) => i !== at) })}
          >
            <X size={14} aria-hidden="true" />
          </button>
        </span>
      ))}
      <button
        type="button"
        className="button quiet"
        onClick={() => variables.change({ own: [...own, { name: `name${own.length + 1}`, value: '"value"' }] })}
      >
        <Plus size={14} aria-hidden="true" />
        Variable
      </button>
    </>
  )
}
