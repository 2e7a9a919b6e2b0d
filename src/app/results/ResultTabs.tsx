// Which of the named results is shown, and in which view.
import { ChevronDown } from 'lucide-react'
import { useStore } from 'zustand'
import { FullButton } from '../layout/FullButton.tsx'
import { MenuButton } from '../layout/MenuButton.tsx'
import type { MenuEntry } from '../layout/menu.ts'
import { counted } from '../numbers.ts'
import { useSession } from '../page.ts'
import type { Shown } from '../state/results.ts'
import { possibleViews } from './views.ts'

export function ResultTabs({ shown, selected }: { readonly shown: Shown; readonly selected: number }) {
  const { results } = useSession()
  const state = useStore(results)
  const chosen = state.view
  const views = possibleViews(state)
  const move = (event: React.KeyboardEvent, at: number): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    const next = views[(at + step + views.length) % views.length]
    results.setState({ view: next.id })
    document.getElementById(`tab-${next.id}`)?.focus()
  }
  return (
    <div className="tabs">
      <ResultName shown={shown} selected={selected} />
      <div role="tablist" aria-label="Views" className="tab-list">
        {views.map(({ id, title }, at) => (
          <button
            key={id}
            id={`tab-${id}`}
            type="button"
            role="tab"
            className="tab"
            aria-selected={id === chosen}
            aria-controls="view"
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => results.setState({ view: id })}
            onKeyDown={e => move(e, at)}
          >
            {title}
          </button>
        ))}
      </div>
      <FullButton pane="results" />
    </div>
  )
}

function ResultName({ shown, selected }: { readonly shown: Shown; readonly selected: number }) {
  const session = useSession()
  const { results } = shown.summary
  if (results.length < 2) return <span className="result-name">{results[0]?.name ?? 'no result'}</span>
  const entries = (): readonly MenuEntry[] => [
    {
      kind: 'choice',
      id: 'results',
      label: 'Results',
      value: String(selected),
      options: results.map((r, i) => ({ value: String(i), title: r.name, aside: counted(r.tables, 'table') })),
      choose: i => void session.select(Number(i)),
    },
  ]
  const { name } = results[selected]
  return (
    <MenuButton className="button result-name" label={`Result ${name}, choose another`} align="start" entries={entries}>
      {name}
      <ChevronDown size={11} aria-hidden="true" />
    </MenuButton>
  )
}
