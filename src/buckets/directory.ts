// A directory of values, one a file, each with a checksum: what is broken reads as undefined. Only one process has it at
// a time. Node's modules are asked for when it is opened, for a page is built of this folder too.
import { fault } from '../values/index.ts'
import { noRoom } from './storage.ts'

export interface Directory {
  readonly path: string
  list(): Promise<readonly string[]>
  /** Undefined where there is no such file or it is not as it was written. */
  read(name: string): Promise<unknown>
  /** All of it or nothing, and on the disk once it resolves. */
  write(name: string, value: unknown): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** A file that is not there is no fault. */
  remove(name: string): Promise<void>
  close(): void
}

/** Rejects with a Fault when another process has the directory, or it cannot be used. */
export async function openDirectory(path: string): Promise<Directory> {
  const fs = process.getBuiltinModule('node:fs')
  const { join } = process.getBuiltinModule('node:path')
  const files = fs.promises
  try {
    await files.mkdir(path, { recursive: true })
  } catch (error) {
    throw unusable(path, error)
  }
  const lock = join(path, 'lock')
  takeLock(fs, lock, path)
  return {
    path,
    list: () => files.readdir(path),
    async read(name) {
      try {
        return unpacked(await files.readFile(join(path, name)))
      } catch {
        return undefined
      }
    },
    async write(name, value) {
      const part = join(path, `${name}.part`)
      try {
        await writeThrough(fs, part, packed(value))
        await files.rename(part, join(path, name))
        await syncDirectory(fs, path)
      } catch (error) {
        await files.rm(part, { force: true })
        throw isFull(error) ? noRoom(`the disk with ${path}`) : unusable(path, error)
      }
    },
    rename: (from, to) => files.rename(join(path, from), join(path, to)),
    remove: name => files.rm(join(path, name), { force: true }),
    close: () => fs.rmSync(lock, { force: true }),
  }
}

/** The value and a checksum of it. */
function packed(value: unknown): Uint8Array {
  const body = process.getBuiltinModule('node:v8').serialize(value)
  const sum = Buffer.alloc(4)
  sum.writeUInt32LE(process.getBuiltinModule('node:zlib').crc32(body))
  return Buffer.concat([body, sum])
}

function unpacked(bytes: Buffer): unknown {
  const body = bytes.subarray(0, -4)
  const sum = process.getBuiltinModule('node:zlib').crc32(body)
  if (bytes.length <= 4 || sum !== bytes.readUInt32LE(body.length)) return undefined
  return process.getBuiltinModule('node:v8').deserialize(body)
}

async function writeThrough({ promises }: Fs, path: string, bytes: Uint8Array): Promise<void> {
  const file = await promises.open(path, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

type Fs = typeof import('node:fs')

/** A lock left by a process that is no more is taken over. */
function takeLock(fs: Fs, lock: string, path: string): void {
  for (let attempt = 0; ; attempt++) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || attempt > 1) throw unusable(path, error)
      const holder = Number(fs.readFileSync(lock, 'utf8'))
      if (isRunning(holder))
        throw fault('unavailable', `the buckets in ${path} are in use by process ${holder}`, {
          steps: ['Wait until it has ended, or name another directory.'],
        })
      fs.rmSync(lock, { force: true })
    }
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Not every system lets a directory be opened. */
async function syncDirectory({ promises }: Fs, path: string): Promise<void> {
  try {
    const directory = await promises.open(path)
    await directory.sync().finally(() => directory.close())
  } catch {
    // the rename is as safe as the system makes it
  }
}

const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error))

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function unusable(path: string, error: unknown): Error {
  return fault('unavailable', `cannot keep buckets in ${path}: ${error instanceof Error ? error.message : error}`, {
    steps: ['Name a directory that can be written.'],
  })
}
