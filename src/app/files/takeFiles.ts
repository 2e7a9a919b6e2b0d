// Files a reader drops onto the page or opens: scripts become documents, CSV is there for csv.from(file:), a page of
// metrics for a scrape of its name, line protocol goes into a bucket of its own, and an export is added to what is here.
import type { Page } from '../page.ts'
import { addFile, paste } from '../state/sources.ts'

/** More would have to be copied into each run. */
const MOST = 200 * 1024 * 1024

export async function takeFiles(page: Page, files: Iterable<File>): Promise<void> {
  for (const file of files) {
    if (file.size > MOST) tell(page, `${file.name} is larger than 200 MB, the most that is taken.`)
    else await take(page, file)
  }
}

async function take(page: Page, file: File): Promise<void> {
  const { session } = page
  const { name } = file
  if (/\.zip$/i.test(name)) {
    tell(page, await addEverything(page, file))
    return
  }
  const script = (text: string): void => session.program.create(name, text)
  if (/\.flux$/i.test(name)) script(await file.text())
  else if (/\.(prom|om|metrics)(\.txt)?$/i.test(name)) {
    paste(session.sources, new URL(encodeURIComponent(name), document.baseURI).href, await file.text())
    script(`import "experimental/prometheus"\n\nprometheus.scrape(url: ${quoted(encodeURIComponent(name))})\n`)
  } else if (/\.lp$/i.test(name)) await takeLines(page, file)
  else {
    addFile(session.sources, name, await file.text())
    script(`import "csv"\n\ncsv.from(file: ${quoted(name)})\n`)
  }
  tell(page, `${name} is here until the page is closed.`)
}

async function addEverything(page: Page, file: File): Promise<string> {
  try {
    const { importEverything } = await import('../everything/importing.ts')
    return await importEverything(page, file)
  } catch (error) {
    return `${file.name} was not read: ${error instanceof Error ? error.message : error}. Nothing was added.`
  }
}

async function takeLines({ session }: Page, file: File): Promise<void> {
  const { buckets, program, layout } = session
  const name = file.name.replace(/\.lp$/i, '')
  await buckets.create(name, 0n)
  const bucket = buckets.getState().overview?.buckets.find(one => one.name === name)
  layout.setState({ drawer: 'buckets' })
  if (!bucket) return
  await buckets.importFile(bucket.id, file)
  program.create(name, `from(bucket: ${quoted(name)})\n    |> range(start: 0)\n`)
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replaceAll('${', '\\${')}"`
}

function tell({ session }: Page, notice: string): void {
  session.share.setState({ notice })
}

/** Takes what is dropped anywhere on the page. */
export function listenForFiles(page: Page, target: Window): () => void {
  const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
  const over = (event: DragEvent): void => {
    if (holdsFiles(event)) event.preventDefault()
  }
  const drop = (event: DragEvent): void => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    event.stopPropagation()
    void takeFiles(page, [...(event.dataTransfer?.files ?? [])])
  }
  target.addEventListener('dragover', over, { capture: true })
  target.addEventListener('drop', drop, { capture: true })
  return () => {
    target.removeEventListener('dragover', over, { capture: true })
    target.removeEventListener('drop', drop, { capture: true })
  }
}

/** Asks for files to open. */
export function openFiles(page: Page): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = '.flux,.csv,.prom,.om,.metrics,.txt,.lp,.zip'
  input.onchange = () => void takeFiles(page, [...(input.files ?? [])])
  input.click()
}
