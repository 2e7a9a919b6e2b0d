// Files that are dropped anywhere on the page.
import type { FileWithHandle } from 'browser-fs-access'
import type { Page } from '../page.ts'

export function listenForFiles(page: Page, target: Window): () => void {
  const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
  const over = (event: DragEvent): void => {
    if (holdsFiles(event)) event.preventDefault()
  }
  const drop = (event: DragEvent): void => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    event.stopPropagation()
    // what was dropped is there only while the event is
    const dropped = Promise.all([...event.dataTransfer!.items].map(fileOf))
    void Promise.all([dropped, import('./takeFiles.ts')]).then(([files, { takeFiles }]) =>
      takeFiles(
        page,
        files.filter(file => file !== null),
      ),
    )
  }
  target.addEventListener('dragover', over, { capture: true })
  target.addEventListener('drop', drop, { capture: true })
  return () => {
    target.removeEventListener('dragover', over, { capture: true })
    target.removeEventListener('drop', drop, { capture: true })
  }
}

interface HandedItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>
}

/** With its handle where the browser gives one; null for a folder and for what is no file. */
async function fileOf(item: HandedItem): Promise<FileWithHandle | null> {
  if (item.kind !== 'file') return null
  const file = item.getAsFile()
  const handle = await item.getAsFileSystemHandle?.().catch(() => null)
  if (handle?.kind === 'directory') return null
  return file && Object.assign(file, handle ? { handle: handle as FileSystemFileHandle } : {})
}
