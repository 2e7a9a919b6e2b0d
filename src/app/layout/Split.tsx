// Script and results side by side; the line between them can be dragged or moved with the arrow keys, is remembered,
// and goes back with a double click.
import type { ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { ownStorage } from '../state/storage.ts'

const storage = {
  getItem: (name: string): string | null => ownStorage()?.getItem(`flux/${name}`) ?? null,
  setItem: (name: string, value: string): void => {
    try {
      ownStorage()?.setItem(`flux/${name}`, value)
    } catch {
      // The place of the line is not worth a message.
    }
  },
}

export function Split({ script, results }: { readonly script: ReactNode; readonly results: ReactNode }) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'split', storage })
  return (
    <Group className="split" orientation="horizontal" defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged}>
      <Panel id="script" defaultSize="37%" minSize="240px">
        {script}
      </Panel>
      <Separator className="split-line" aria-label="Width of the script" />
      <Panel id="results" minSize="320px">
        {results}
      </Panel>
    </Group>
  )
}
