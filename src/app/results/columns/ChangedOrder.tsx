// Above tables that are not as the engine gave them: what is changed, and the way back.
import { RotateCcw } from 'lucide-react'
import type { Columns } from './useColumns.ts'

export function ChangedOrder({ columns }: { readonly columns: Columns }) {
  return (
    <div className="changed-order">
      <span className="chip changed" role="status">
        {columns.changes}
      </span>
      <button type="button" className="button quiet" onClick={columns.reset}>
        <RotateCcw size={13} aria-hidden="true" />
        As the engine gave it
      </button>
    </div>
  )
}
