// Adds what is in an export to what is here. Nothing that is here is changed: what differs comes as a copy beside it,
// and what cannot be had twice stays as it is. Tasks come paused.
import type { Page } from '../page.ts'
import { type Opened, opened } from './zipped.ts'

/** Resolves with what was added, as one sentence. Throws an Error that says what is wrong with the file. */
export async function importEverything(page: Page, file: Blob): Promise<string> {
  const read = opened(new Uint8Array(await file.arrayBuffer()))
  const told = [
    ...scripts(page, read),
    counted(page.session.history.merge(read.content.history), 'run'),
    counted(servers(page, read), 'server', 'without its token'),
    ...(await tasks(page, read)),
    ...(await buckets(page, read)),
  ].filter(part => part !== null)
  return told.length === 0 ? 'Everything in the file was here already.' : `Added from the file: ${told.join('; ')}.`
}

type Part = string | null

function scripts({ session: { program, variables } }: Page, { content }: Opened): Part[] {
  const here = new Map(program.getState().documents.map(d => [d.id, program.textOf(d.id)]))
  const fresh = content.scripts.filter(s => !here.has(s.id))
  const other = content.scripts.filter(s => here.has(s.id) && here.get(s.id) !== s.text)
  // a copy that came before is not added again
  const texts = new Set(here.values())
  const copies = other.filter(s => !texts.has(s.text))
  const ids = program.adopt([
    ...fresh.map(({ id, name, text, changed }) => ({ id, name, text, changed })),
    ...copies.map(({ name, text, changed }) => ({ id: null, name: `${name} (imported)`, text, changed })),
  ])
  for (const [i, { variables: own }] of [...fresh, ...copies].entries()) if (own) variables.put(ids[i], own)
  const differs = copies.length === 1 ? 'differs from the one here and came as a copy' : 'differ from those here and came as copies' // biome-ignore format: one choice
  return [counted(fresh.length, 'script'), counted(copies.length, 'script', differs)]
}

function servers({ session: { connections } }: Page, { content }: Opened): number {
  const known = connections.getState().connections
  const fresh = content.connections.filter(c => !known.some(k => k.host === c.host && k.org === c.org))
  for (const { name, host, org } of fresh)
    connections.save({ id: crypto.randomUUID(), name, host, org, token: '', keepToken: false })
  return fresh.length
}

async function tasks({ session }: Page, { content }: Opened): Promise<Part[]> {
  if (content.tasks.length === 0) return []
  await session.tasks.refresh()
  const known = session.tasks.getState().overview?.tasks ?? []
  const fresh = content.tasks.filter(t => !known.some(k => k.task.text === t.text))
  let added = 0
  for (const { text } of fresh) if (await session.tasks.adopt(text)) added++
  const failed = fresh.length - added
  return [counted(added, 'task', 'paused'), failed > 0 ? `${counted(failed, 'task')} could not be added` : null]
}

async function buckets({ session: { buckets } }: Page, { content, files }: Opened): Promise<Part[]> {
  if (content.buckets.length === 0) return []
  await buckets.refresh()
  let added = 0
  const failed: string[] = []
  for (const { name, retention, file } of content.buckets) {
    const taken = new Set(buckets.getState().overview?.buckets.map(b => b.name))
    // without points there is nothing to add to a bucket that is here
    if (name.startsWith('_') || (taken.has(name) && file === null)) continue
    const free = taken.has(name) ? freeName(`${name} imported`, taken) : name
    const made = await buckets.create(free, BigInt(retention))
    const bucket = buckets.getState().overview?.buckets.find(b => b.name === free)
    if (made && bucket && file !== null) await buckets.importFile(bucket.id, new File([files.get(file)!], `${name}.lp`))
    if (made && buckets.getState().problem === null) added++
    else failed.push(`the bucket ${name} is not whole: ${buckets.getState().problem ?? 'it is not there'}`)
  }
  return [counted(added, 'bucket'), ...failed]
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${name} ${n}`
  return free
}

function counted(n: number, one: string, more = ''): Part {
  return n === 0 ? null : `${n} ${n === 1 ? one : `${one}s`}${more && `, ${more}`}`
}
