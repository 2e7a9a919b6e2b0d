// A result, or all of them, as a file.
import { Download } from 'lucide-react'
import { MenuButton } from '../layout/MenuButton.tsx'
import type { MenuEntry } from '../layout/menu.ts'
import { useSession } from '../page.ts'
import type { Shown } from '../state/results.ts'
import type { Columns } from './columns/useColumns.ts'
import { exportChoices, exportResults } from './exportResults.ts'

/** What can be had in the order of the screen. */
const arrangedChoices = exportChoices.filter(c => c.format === 'csv' || c.format === 'markdown')

export function ExportMenu({
  shown,
  selected,
  columns,
}: {
  readonly shown: Shown
  readonly selected: number
  readonly columns: Columns
}) {
  const session = useSession()
  const several = shown.summary.results.length > 1
  const { changes, labels, shows, sort } = columns
  const arranged = { sort, labels: labels.filter(shows) }
  const entries = (): readonly MenuEntry[] => [
    ...exportChoices.map(
      (choice): MenuEntry => ({
        kind: 'item',
        id: choice.format,
        title: several ? `This result as ${choice.title}` : choice.title,
        run: () => void exportResults(session, selected, choice),
      }),
    ),
    ...(several
      ? [
          { kind: 'line', id: 'line' } as const,
          ...exportChoices.slice(0, 3).map(
            (choice): MenuEntry => ({
              kind: 'item',
              id: `all ${choice.format}`,
              title: `All results as ${choice.title}`,
              run: () => void exportResults(session, null, choice),
            }),
          ),
        ]
      : []),
    ...(changes === null
      ? []
      : [
          { kind: 'line', id: 'arranged' } as const,
          ...arrangedChoices.map(
            (choice): MenuEntry => ({
              kind: 'item',
              id: `arranged ${choice.format}`,
              title: `As shown (${changes[0].toLowerCase()}${changes.slice(1)}), ${choice.title}`,
              run: () => void exportResults(session, selected, choice, arranged),
            }),
          ),
        ]),
  ]
  return (
    <MenuButton className="button quiet icon download" label="Download" align="end" entries={entries}>
      <Download size={16} aria-hidden="true" />
    </MenuButton>
  )
}
