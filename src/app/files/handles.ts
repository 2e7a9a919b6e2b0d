// Which file of the disk a script is in: the browser's handle by the script's id. They stay over a reload where the
// browser keeps them; elsewhere the file is asked for again.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

interface Schema extends DBSchema {
  handles: { key: string; value: FileSystemFileHandle }
}

const here = new Map<string, FileSystemFileHandle>()
let opening: Promise<IDBPDatabase<Schema>> | undefined

export async function keepHandle(id: string, handle: FileSystemFileHandle): Promise<void> {
  here.set(id, handle)
  await ask(db => db.put('handles', handle, id))
}

export async function handleOf(id: string): Promise<FileSystemFileHandle | null> {
  return here.get(id) ?? (await ask(db => db.get('handles', id))) ?? null
}

/** The one of these scripts that is in this file. */
export async function inThisFile(handle: FileSystemFileHandle, ids: readonly string[]): Promise<string | null> {
  for (const id of ids) if (await (await handleOf(id))?.isSameEntry(handle)) return id
  return null
}

/** What the database answers; null where the browser has none for this page. */
async function ask<T>(act: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T | null> {
  try {
    opening ??= openDB<Schema>('flux-files', 1, { upgrade: db => void db.createObjectStore('handles') })
    return await act(await opening)
  } catch {
    return null
  }
}
