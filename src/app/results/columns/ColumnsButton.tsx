// The list of all columns, of which any can be hidden.
import { Columns3 } from 'lucide-react'
import { FinderButton } from '../../layout/FinderButton.tsx'
import type { Columns } from './useColumns.ts'

export function ColumnsButton({ columns }: { readonly columns: Columns }) {
  const { labels, shows } = columns
  const all = (shown: boolean) => () => columns.showAll(shown)
  return (
    <FinderButton
      className="button quiet icon"
      label="Columns"
      title="Columns that are shown"
      placeholder="Find a column"
      several
      options={asked =>
        labels
          .filter(label => label.toLowerCase().includes(asked.toLowerCase()))
          .map(label => ({ id: label, title: label, checked: shows(label) }))
      }
      choose={({ title }) => columns.show(title, !shows(title))}
      foot={
        <div className="finder-foot">
          <button type="button" className="button" onClick={all(true)}>
            Show all
          </button>
          <button type="button" className="button" onClick={all(false)}>
            Hide all
          </button>
        </div>
      }
    >
      <Columns3 size={16} aria-hidden="true" />
    </FinderButton>
  )
}
