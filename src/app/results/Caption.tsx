// What stands above a table: its group key, and how many rows it has.
import { type Frame, slotOf } from '../../tables/index.ts'
import type { Directory, Schema } from '../../workers/protocol.ts'
import { counted } from '../numbers.ts'
import type { DisplayZone } from '../zone.ts'
import { CellValue } from './CellValue.tsx'
import { type CellText, cellText } from './cellText.ts'

interface CaptionProps {
  /** Whether only this side of a pair has the table. */
  readonly alone: 'gone' | 'came' | null
  readonly schema: Schema
  readonly rows: number
  readonly shared: Directory['shared']
  readonly frame: { readonly frame: Frame; readonly table: number } | null
  readonly zone: DisplayZone
}

export function Caption({ alone, schema, rows, shared, frame, zone }: CaptionProps) {
  return (
    <div className="caption">
      {schema.key.length === 0 && <span className="muted">no group key</span>}
      <ul className="chips" aria-label="Group key">
        {schema.key.map(label => (
          <li key={label} className={shared.some(s => s.label === label) ? 'chip' : 'chip diff'}>
            <i>{label}=</i>
            {frame && <CellValue text={keyText(frame, label, zone)} />}
          </li>
        ))}
      </ul>
      {alone && <span className="card-mark">{alone === 'gone' ? 'dropped' : 'added'}</span>}
      <span className="count muted">{counted(rows, 'row')}</span>
    </div>
  )
}

function keyText(
  { frame, table }: { readonly frame: Frame; readonly table: number },
  label: string,
  zone: DisplayZone,
): CellText {
  const column = frame.columns.find(c => c.label === label)!
  return cellText(column, slotOf(column, table, frame.offsets[table]), zone)
}
