// Takes a task to where it runs with no browser open: an InfluxDB, or a file.
import { Download, Server, Upload } from 'lucide-react'
import { useStore } from 'zustand'
import { MenuButton } from '../layout/MenuButton.tsx'
import type { MenuEntry } from '../layout/menu.ts'
import { useSession } from '../page.ts'
import { withSecretsMoved } from '../share/tokens.ts'

export function ExportMenu({ name, text }: { readonly name: string; readonly text: string }) {
  const { connections, tasks, layout } = useSession()
  const all = useStore(connections, s => s.connections)
  const entries = (): readonly MenuEntry[] => [
    ...all.map(
      ({ id, name: server, host, org, token }): MenuEntry => ({
        kind: 'item',
        id,
        title: `Create on ${server}`,
        icon: <Upload size={14} aria-hidden="true" />,
        run: () => void tasks.exportTo({ host, org, token }, name, text),
      }),
    ),
    {
      kind: 'item',
      id: 'add',
      title: 'InfluxDB servers…',
      icon: <Server size={14} aria-hidden="true" />,
      run: () => layout.setState({ drawer: 'connections' }),
    },
    { kind: 'line', id: 'line' },
    {
      kind: 'item',
      id: 'file',
      title: 'Download the .flux file',
      icon: <Download size={14} aria-hidden="true" />,
      run: () => {
        const { text: without, secrets } = withSecretsMoved(text)
        download(name, without)
        const keys = Object.keys(secrets)
        if (keys.length > 0)
          tasks.setState({ notice: `The file has no token in it: give InfluxDB the ${keys.length === 1 ? 'secret' : 'secrets'} ${keys.join(', ')}.` }) // biome-ignore format: one sentence
      },
    },
  ]
  return (
    <MenuButton className="button quiet" align="start" label={`Export ${name} for InfluxDB`} entries={entries}>
      <span>Export…</span>
    </MenuButton>
  )
}

function download(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  link.download = `${name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^-+|-+$/g, '') || 'task'}.flux`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
