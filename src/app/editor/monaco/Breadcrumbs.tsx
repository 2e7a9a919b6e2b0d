// Where in the script the cursor is: the statement and the stage, each leading to its beginning.
import type { editor } from 'monaco-editor/editor'
import { useEffect, useState } from 'react'
import type { Outline } from '../../../workers/protocol.ts'
import { usePage } from '../../page.ts'
import { askingFor } from './providers/asking.ts'

const AFTER_MS = 150

export function Breadcrumbs({ view }: { readonly view: editor.IStandaloneCodeEditor }) {
  const page = usePage()
  const [path, setPath] = useState<readonly Outline[]>([])
  useEffect(() => {
    const model = view.getModel()
    if (!model) return
    const { ask } = askingFor(page, model)
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async (): Promise<void> => {
      const entries = await ask((service, script) => service.outline(script))
      const position = view.getPosition()
      if (entries && position) setPath(pathTo(entries, model.getOffsetAt(position)))
    }
    const soon = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => void look(), AFTER_MS)
    }
    const moves = view.onDidChangeCursorPosition(soon)
    soon()
    return () => {
      clearTimeout(timer)
      moves.dispose()
    }
  }, [page, view])
  return (
    <nav className="breadcrumbs" aria-label="Place in the script">
      {path.map(({ name, at }) => (
        <button key={at.from} type="button" onClick={() => page.editor?.reveal(at.from, at.from)}>
          {name}
        </button>
      ))}
    </nav>
  )
}

/** The entries around an offset, the outermost first. */
function pathTo(entries: readonly Outline[], offset: number): readonly Outline[] {
  const inside = entries.find(({ from, to }) => from <= offset && offset <= to)
  return inside ? [inside, ...pathTo(inside.children, offset)] : []
}
