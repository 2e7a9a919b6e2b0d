// A result, or all of them, as a file.
import { Download } from 'lucide-react'
import { MenuButton } from '../layout/MenuButton.tsx'
import type { MenuEntry } from '../layout/menu.ts'
import { useSession } from '../page.ts'
import type { Shown } from '../state/results.ts'
import { exportChoices, exportResults } from './exportResults.ts'

export function ExportMenu({ shown, selected }: { readonly shown: Shown; readonly selected: number }) {
  const session = useSession()
  const several = shown.summary.results.length > 1
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
  ]
  return (
    <MenuButton className="button quiet icon download" label="Download" align="end" entries={entries}>
      <Download size={16} aria-hidden="true" />
    </MenuButton>
  )
}
