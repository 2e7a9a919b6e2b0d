// Files of the reader's disk: asks for some to open, and saves a script to the one it is in. A browser without access to
// files opens copies and downloads.
import { type FileWithHandle, fileOpen, fileSave } from 'browser-fs-access'
import type { Page } from '../page.ts'
import { say } from '../state/share.ts'
import { sumOf } from '../state/stored.ts'
import { handleOf, keepHandle } from './handles.ts'
import { takeFiles } from './takeFiles.ts'

/** What another program wrote, by the script's id, of which the reader was told: the next save may overwrite it. */
const toldOf = new Map<string, string>()

const endings = ['.flux', '.csv', '.prom', '.om', '.metrics', '.txt', '.lp', '.zip']

export async function openFiles(page: Page): Promise<void> {
  let files: FileWithHandle[]
  try {
    files = await fileOpen({
      id: 'flux',
      multiple: true,
      description: 'Scripts, data and exports',
      extensions: endings,
    })
  } catch (error) {
    return tellOf(page, error, 'No file was opened', 'Drop the files onto the page instead')
  }
  await takeFiles(page, files)
}

/** Writes to the file that the script is in; asks for one where there is none, or `elsewhere` is wanted. */
export async function saveScript(page: Page, { elsewhere = false } = {}): Promise<void> {
  const { program } = page.session
  const { current, text } = program.getState()
  const { id, name, file } = current
  try {
    const known = elsewhere ? null : await writable(await handleOf(id))
    if (known && file && (await changedByOthers(known, id, file.sum, text)))
      return tell(page, `${file.name} was changed by another program since, and was not written. Save again to overwrite it, or save as another file to keep both.`) // biome-ignore format: one call
    const content = new Blob([text], { type: 'text/plain' })
    const fileName = /\.flux$/i.test(name) ? name : `${name}.flux`
    const saved = await fileSave(content, { id: 'flux', fileName, description: 'Flux scripts', extensions: ['.flux'] }, known) // biome-ignore format: one call
    if (!saved) return tell(page, `${fileName} is with the downloads of this browser.`)
    await keepHandle(id, saved)
    program.inFile(id, saved.name, text)
    tell(page, `${saved.name} is saved.`)
  } catch (error) {
    tellOf(
      page,
      error,
      `${file?.name ?? name} was not saved to a file`,
      'The script stays in this browser; save it as another file',
    )
  }
}

interface AskingHandle extends FileSystemFileHandle {
  requestPermission?(asked: { readonly mode: 'readwrite' }): Promise<PermissionState>
}

/** The handle once the reader allows to write there; null when its file is gone. */
async function writable(handle: AskingHandle | null): Promise<FileSystemFileHandle | null> {
  if (!handle) return null
  const answer = await handle.requestPermission?.({ mode: 'readwrite' })
  if (answer === 'denied') throw new DOMException('this browser may not write to it', 'NotAllowedError')
  try {
    await handle.getFile()
    return handle
  } catch {
    return null
  }
}

async function changedByOthers(handle: FileSystemFileHandle, id: string, sum: string, text: string): Promise<boolean> {
  const there = await (await handle.getFile()).text()
  const found = sumOf(there)
  if (found === sum || there === text || toldOf.get(id) === found) return false
  toldOf.set(id, found)
  return true
}

function tellOf(page: Page, error: unknown, what: string, now: string): void {
  const { name, message } = error as DOMException
  // the reader closed the browser's own dialog
  if (name === 'AbortError') return
  tell(page, `${what}: ${message.replace(/\.$/, '')}. ${now}.`)
}

function tell({ session }: Page, notice: string): void {
  say(session.share, notice)
}
