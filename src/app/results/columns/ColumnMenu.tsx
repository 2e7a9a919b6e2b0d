// The menu of one column, at its head: everything that the mouse and the keys do there, in words.
import { MenuPopup } from '../../layout/FloatingMenu.tsx'
import type { MenuEntry } from '../../layout/menu.ts'
import { moveBy } from './headKeys.ts'
import type { Columns, DrawnColumn } from './useColumns.ts'

export interface ColumnMenuProps {
  readonly columns: Columns
  readonly drawn: readonly DrawnColumn[]
  readonly label: string
  readonly head: HTMLElement
  readonly fitting: (label: string) => number
  readonly close: () => void
}

export default function ColumnMenu(props: ColumnMenuProps) {
  return (
    <MenuPopup title={`Column ${props.label}`} anchor={props.head} entries={entriesOf(props)} close={props.close} />
  )
}

function entriesOf({ columns, drawn, label, head, fitting }: ColumnMenuProps): readonly MenuEntry[] {
  const own = columns.sort.find(s => s.label === label)
  const at = drawn.findIndex(c => c.info.label === label)
  const also = columns.sort.length > 0 && columns.sort[0].label !== label
  const item = (title: string, run: () => void, disabled = false): MenuEntry => ({ kind: 'item', id: title, title, run, disabled }) // biome-ignore format: one record
  return [
    item('Sort up', () => columns.sortBy(label, false, false), !columns.sorts || own?.descending === false),
    item('Sort down', () => columns.sortBy(label, true, false), !columns.sorts || own?.descending === true),
    ...(also ? [item(`Sort by ${columns.sort[0].label}, then by this`, () => columns.sortBy(label, false, true))] : []),
    ...(own ? [item('Do not sort by this', () => columns.unsort(label))] : []),
    { kind: 'line', id: 'widths' },
    item('Fit the values', () => columns.resize(label, fitting(label))),
    item('Wider', () => columns.resize(label, head.offsetWidth + 48)),
    item('Narrower', () => columns.resize(label, head.offsetWidth - 48)),
    item('Width as before', () => columns.resize(label, null), columns.width(label) === undefined),
    { kind: 'line', id: 'places' },
    item('Move left', () => void moveBy(columns, drawn, at, -1), at <= 0),
    item('Move right', () => void moveBy(columns, drawn, at, 1), at >= drawn.length - 1),
    item('Hide', () => columns.show(label, false), drawn.length < 2),
  ]
}
