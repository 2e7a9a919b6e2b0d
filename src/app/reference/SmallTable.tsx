// A few rows of a table, beside a text about it.
import type { PreviewTable } from '../state/preview.ts'
import './reference.css'

export function SmallTable({ columns, rows, more }: PreviewTable) {
  return (
    <div className="small-table">
      <table>
        <thead>
          <tr>
            {columns.map(({ label, type, inKey, numeric }) => (
              <th key={label} scope="col" className={numeric ? 'numeric' : undefined} title={type}>
                {label}
                {inKey && <span className="muted"> (key)</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of one run never move
            <tr key={place}>
              {row.map((cell, at) => (
                <td key={columns[at]!.label} className={columns[at]!.numeric ? 'numeric' : undefined}>
                  {cell ?? <span className="muted">null</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="muted">{more} more rows.</p>}
    </div>
  )
}
