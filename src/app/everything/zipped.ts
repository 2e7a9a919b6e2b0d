// Everything as a zip and back, checked: what is not as the shape has it is refused as a whole, with the place.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import * as z from 'zod/mini'
import { type Everything, everything, FORMAT, MANIFEST, VERSION } from './shape.ts'

/** Of all files together, unpacked. */
const MOST = 500_000_000

export interface Opened {
  readonly content: Everything
  /** The points of buckets, by the name of the file in the zip. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
}

export function zipped(content: Everything, files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  return zipSync({ [MANIFEST]: strToU8(JSON.stringify(content, null, 1)), ...Object.fromEntries(files) })
}

/** Throws an Error that says what is wrong with the file. */
export function opened(bytes: Uint8Array): Opened {
  const entries = unpacked(bytes)
  const manifest = entries[MANIFEST]
  if (!manifest) throw new Error(`it has no ${MANIFEST}, so it is no export of this page`)
  const content = checked(parsed(strFromU8(manifest)))
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const { name, file } of content.buckets) {
    if (file === null) continue
    if (!entries[file]) throw new Error(`the points of the bucket ${name} are missing: it has no ${file}`)
    files.set(file, entries[file] as Uint8Array<ArrayBuffer>)
  }
  return { content, files }
}

function unpacked(bytes: Uint8Array): Record<string, Uint8Array> {
  let size = 0
  try {
    return unzipSync(bytes, { filter: ({ originalSize }) => (size += originalSize) <= MOST })
  } catch {
    throw new Error('it is no zip file, or only a part of one')
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`its ${MANIFEST} is no JSON`)
  }
}

const header = z.object({ format: z.literal(FORMAT), version: z.number() })

function checked(value: unknown): Everything {
  const head = header.safeParse(value)
  if (!head.success) throw new Error('it is no export of this page')
  if (head.data.version > VERSION) throw new Error(`it has version ${head.data.version}, and this page reads up to ${VERSION}: load the newer page`) // biome-ignore format: one call
  const result = everything.safeParse(value)
  if (result.success) return result.data
  const [{ path, message }] = result.error.issues
  throw new Error(`its ${path.join('.') || MANIFEST} is not as it should be (${message.toLowerCase()})`)
}
