// Runs the script again and again: endpoints it scrapes keep their samples meanwhile, so that rates have a past.
import { Eye, Pause, Play } from 'lucide-react'
import { useStore } from 'zustand'
import { useSession } from '../page.ts'
import { MenuButton } from './MenuButton.tsx'
import type { MenuEntry } from './menu.ts'

const intervals = [
  { value: '2000', title: 'every 2 s' },
  { value: '5000', title: 'every 5 s' },
  { value: '10000', title: 'every 10 s' },
  { value: '60000', title: 'every minute' },
]
const OFF = 'off'

export function WatchMenu() {
  const session = useSession()
  const watch = useStore(session.run, s => s.watch)
  const every = intervals.find(one => one.value === String(watch?.everyMs))
  const entries = (): readonly MenuEntry[] => [
    {
      kind: 'choice',
      id: 'watch',
      label: 'Run the script again',
      value: every?.value ?? OFF,
      options: [{ value: OFF, title: 'only when asked' }, ...intervals],
      choose: value => session.watch(value === OFF ? null : Number(value)),
    },
  ]
  return (
    <>
      <MenuButton
        className={watch ? 'button watching' : 'button'}
        align="start"
        label={every ? `Watching, ${every.title}` : 'Watch'}
        entries={entries}
      >
        <Eye size={16} aria-hidden="true" />
        <span>{every ? every.title : 'Watch'}</span>
      </MenuButton>
      {watch && (
        <button
          type="button"
          className="button icon"
          aria-label={watch.paused ? 'Go on watching' : 'Pause watching'}
          onClick={() => session.pauseWatch(!watch.paused)}
        >
          {watch.paused ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
        </button>
      )}
    </>
  )
}
