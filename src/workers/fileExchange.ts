// Files into buckets and out of them, by kind. What is CSV or metrics goes through the engine, which is loaded then.
import { type BucketStore, exportLines, exportMetrics, importLines } from '../buckets/index.ts'
import type { BucketFile } from './protocol.ts'

const never = new AbortController().signal
/** All times there are. */
const everything = { start: -(2n ** 63n), stop: 2n ** 63n - 1n }
const wallClock = (): bigint => BigInt(Date.now()) * 1_000_000n

export async function importFile(
  store: BucketStore,
  bucket: string,
  file: Blob,
  kind: BucketFile,
): Promise<readonly string[]> {
  if (kind === 'lines')
    return (await importLines(store, bucket, piecesOf(file), { now: wallClock(), skipBad: true })).told
  const { importTables } = await import('./bucketFiles.ts')
  return importTables(store, bucket, await file.text(), kind === 'csv' ? 'csv' : 'exposition', wallClock())
}

export async function exportFile(
  store: BucketStore,
  bucket: string,
  kind: BucketFile,
): Promise<{ file: Blob; told: readonly string[] }> {
  if (kind === 'metrics') {
    const { text, leftOut } = await exportMetrics(store, bucket, everything, never)
    const told = leftOut === 0 ? [] : [`${leftOut} series of text were left out: metrics are numbers.`]
    return { file: new Blob([text], { type: 'text/plain' }), told }
  }
  const told: string[] = []
  const parts: string[] = []
  if (kind === 'csv') {
    const { exportCsv } = await import('./bucketFiles.ts')
    for await (const piece of exportCsv(store, bucket, wallClock())) parts.push(piece)
  } else {
    const leftOut = (why: string, points: number): void => void told.push(`${points} points were left out: ${why}.`)
    for await (const piece of exportLines(store, bucket, { range: everything, signal: never, leftOut }))
      parts.push(piece)
  }
  return { file: new Blob(parts, { type: kind === 'csv' ? 'text/csv' : 'text/plain' }), told }
}

async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    yield value
  }
}
