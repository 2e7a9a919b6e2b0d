// Takes everything of this browser together as one file: scripts, history, settings, servers, tasks, and the points of
// buckets where the reader wants them. Tokens and secrets stay here.
import type { Page } from '../page.ts'
import { saveFile } from '../saveFile.ts'
import { withSecretsMoved } from '../share/tokens.ts'
import { say } from '../state/share.ts'
import type { Everything } from './shape.ts'
import { FORMAT, VERSION } from './shape.ts'
import { zipped } from './zipped.ts'

export async function exportEverything({ session }: Page, withPoints: boolean): Promise<void> {
  const { program, history, settings, connections, tasks, buckets, variables, share } = session
  program.flush()
  await Promise.all([buckets.refresh(), tasks.refresh()])
  const files = new Map<string, Uint8Array>()
  const taken: Everything['buckets'] = []
  for (const usage of buckets.getState().overview?.buckets ?? []) {
    const file = withPoints ? await buckets.exportFile(usage, 'lines') : null
    const name = file && `buckets/${taken.length + 1}.lp`
    if (name) files.set(name, new Uint8Array(await file.arrayBuffer()))
    taken.push({ name: usage.name, retention: String(usage.retention), file: name })
  }
  const clean = (text: string): string => withSecretsMoved(text).text
  const content: Everything = {
    format: FORMAT,
    version: VERSION,
    at: Date.now(),
    scripts: program.getState().documents.map(({ id, name, changed }) => ({ id, name, changed, text: clean(program.textOf(id)), variables: variables.of(id) })), // biome-ignore format: one record
    history: [...history.getState().runs],
    settings: { ...settings.getState() },
    connections: connections.getState().connections.map(({ name, host, org }) => ({ name, host, org })),
    tasks: (tasks.getState().overview?.tasks ?? []).map(({ task }) => ({ name: task.options.name, text: clean(task.text) })), // biome-ignore format: one record
    buckets: taken,
  }
  const blob = new Blob([zipped(content, files)], { type: 'application/zip' })
  saveFile(blob, `flux-playground-${new Date().toISOString().slice(0, 10)}.zip`)
  say(share, 'Everything is in the file, without tokens and secrets. Open it in any browser to add it there.') // biome-ignore format: one call
}
