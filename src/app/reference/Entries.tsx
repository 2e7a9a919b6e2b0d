// Members in a list, each leading to its page.
import type { ReferenceEntry } from '../../workers/protocol.ts'
import { useSession } from '../page.ts'

export function Entries({ entries }: { readonly entries: readonly ReferenceEntry[] }) {
  return entries.map(({ path, name, summary }) => (
    <EntryButton
      key={`${path}.${name}`}
      path={path}
      name={name}
      title={path === 'universe' ? name : `${path.slice(path.lastIndexOf('/') + 1)}.${name}`}
      summary={summary}
    />
  ))
}

interface EntryButtonProps extends ReferenceEntry {
  readonly title: string
}

export function EntryButton({ path, name, title, summary }: EntryButtonProps) {
  const { layout } = useSession()
  return (
    <button type="button" className="example" onClick={() => layout.setState({ reference: { path, name } })}>
      <code className="strong">{title}</code>
      <span className="muted">{summary}</span>
    </button>
  )
}
