// Files a reader gives: scripts become documents, CSV is there for csv.from(file:), a page of metrics for a scrape of its
// name, line protocol waits for the reader to name its bucket, and an export is added to what is here.
import type { FileWithHandle } from 'browser-fs-access'
import type { Page } from '../page.ts'
import { MAX_SCRIPT } from '../state/program.ts'
import { say } from '../state/share.ts'
import { addFile, paste } from '../state/sources.ts'
import { inThisFile, keepHandle } from './handles.ts'
import { quoted, withoutEnding } from './words.ts'

/** More would have to be copied into each run. */
const MOST = 200 * 1024 * 1024

interface FileKind {
  readonly fits: (name: string, text: () => Promise<string>) => boolean | Promise<boolean>
  /** Resolves with what has become of it, as one sentence; null where a question says so. */
  readonly take: (page: Page, file: FileWithHandle) => Promise<string | null>
}

const kinds: readonly FileKind[] = [
  { fits: name => /\.zip$/i.test(name), take: takeExport },
  { fits: name => /\.flux$/i.test(name), take: takeScript },
  { fits: name => /\.(lp|line)$/i.test(name), take: askForBucket },
  { fits: isMetrics, take: takeMetrics },
  { fits: name => /\.(csv|tsv|txt)$/i.test(name), take: takeTable },
]

export async function takeFiles(page: Page, files: readonly FileWithHandle[]): Promise<void> {
  const told: string[] = []
  for (const file of files) {
    const sentence = await takeOne(page, file)
    if (sentence !== null) told.push(sentence)
  }
  if (told.length > 0) say(page.session.share, told.join(' '))
}

async function takeOne(page: Page, file: FileWithHandle): Promise<string | null> {
  if (file.size > MOST) return `${file.name} is larger than 200 MB, the most that is taken.`
  try {
    const text = (): Promise<string> => file.slice(0, 4096).text()
    for (const { fits, take } of kinds) if (await fits(file.name, text)) return await take(page, file)
  } catch (error) {
    return `${file.name} was not read: ${error instanceof Error ? error.message : error}. Nothing was added.`
  }
  return `${file.name} was not opened: the page reads .flux, .csv, .prom, .lp, .txt and the .zip of an export.`
}

async function isMetrics(name: string, text: () => Promise<string>): Promise<boolean> {
  if (/\.(prom|om|metrics)(\.txt)?$/i.test(name)) return true
  return /\.txt$/i.test(name) && /^# (HELP|TYPE) /m.test(await text())
}

async function takeExport(page: Page, file: File): Promise<string> {
  const { importEverything } = await import('../everything/importing.ts')
  return importEverything(page, file)
}

/** A script that is here already is brought to the front; what both have changed stays as two. */
async function takeScript({ session: { program, layout } }: Page, file: FileWithHandle): Promise<string> {
  const { name, handle } = file
  const text = await file.text()
  if (text.length > MAX_SCRIPT) return `${name} is longer than a million letters, the most that a script may have.`
  const known = handle ? await inThisFile(handle, program.getState().documents.map(d => d.id)) : null // biome-ignore format: one choice
  layout.setState({ pane: 'script', drawer: null })
  if (known !== null) program.open(known)
  const { current, text: here } = program.getState()
  if (known !== null && text !== here && current.file?.differs) {
    program.create(withoutEnding(name), text)
    return `${name} was changed here and by another program. Both are here: ${withoutEnding(name)} is what the file has now.` // biome-ignore format: one sentence
  }
  if (known === null) program.create(name, text)
  else program.edit(text)
  if (!handle) return `${name} is here as a copy: this browser saves to downloads, not to the file itself.`
  const { id } = program.getState().current
  program.inFile(id, name, text)
  await keepHandle(id, handle)
  return `${name} is open; saving writes to it.`
}

async function takeMetrics(page: Page, file: File): Promise<string> {
  const path = encodeURIComponent(file.name)
  paste(page.session.sources, new URL(path, document.baseURI).href, await file.text())
  return reading(page, file, `import "experimental/prometheus"\n\nprometheus.scrape(url: ${quoted(path)})\n`)
}

async function takeTable(page: Page, file: File): Promise<string> {
  addFile(page.session.sources, file.name, await file.text())
  return reading(page, file, `import "csv"\n\ncsv.from(file: ${quoted(file.name)})\n`)
}

/** A script that reads it, to begin with. */
function reading({ session: { program, layout } }: Page, { name }: File, script: string): string {
  program.create(withoutEnding(name), script)
  layout.setState({ pane: 'script', drawer: null })
  return `${name} is here until the page is closed.`
}

/** The bucket is the reader's choice: see BucketQuestion. */
function askForBucket({ session: { sources } }: Page, file: File): Promise<null> {
  sources.setState(({ lines }) => ({ lines: [...lines, file] }))
  return Promise.resolve(null)
}
