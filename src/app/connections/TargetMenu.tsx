// Where scripts run: in this browser, or on one of the reader's InfluxDB servers.
import { ChevronDown, Plus } from 'lucide-react'
import { useStore } from 'zustand'
import { MenuButton } from '../layout/MenuButton.tsx'
import type { MenuEntry } from '../layout/menu.ts'
import { useSession } from '../page.ts'

const HERE = 'here'

export function TargetMenu() {
  const { connections, layout } = useSession()
  const { connections: all, target } = useStore(connections)
  const chosen = all.find(one => one.id === target)
  const entries = (): readonly MenuEntry[] => [
    {
      kind: 'choice',
      id: 'target',
      label: 'Scripts run',
      value: target ?? HERE,
      options: [
        { value: HERE, title: 'in this browser' },
        ...all.map(one => ({ value: one.id, title: `on ${one.name}` })),
      ],
      choose: value => connections.choose(value === HERE ? null : value),
    },
    { kind: 'line', id: 'line' },
    {
      kind: 'item',
      id: 'add',
      title: 'InfluxDB servers…',
      icon: <Plus size={14} aria-hidden="true" />,
      run: () => layout.setState({ drawer: 'connections' }),
    },
  ]
  return (
    <MenuButton
      className="button target"
      align="start"
      label={chosen ? `Scripts run on ${chosen.name}` : 'Scripts run in this browser'}
      entries={entries}
    >
      <span>{chosen ? `on ${chosen.name}` : 'in this browser'}</span>
      <ChevronDown size={12} aria-hidden="true" />
    </MenuButton>
  )
}
