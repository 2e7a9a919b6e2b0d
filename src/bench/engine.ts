// Our engine through its front door: a script from its text to its tables. Streams made in memory come in through a
// package of their own, since no source of the language could hand over a million rows for nothing.
import { analyze, run } from '../flux.ts'
import { catalogueOf, type Host, type Member, packageOf, source } from '../library/index.ts'
import { standardTypes } from '../semantics/index.ts'
import { packages as standard } from '../stdlib/index.ts'
import { columnNamed, isKey, slotOf, spread, type TableStream, tableCount } from '../tables/index.ts'
import { fault } from '../values/index.ts'
import { bounds } from './seeded.ts'
import type { Checksum, Variant } from './workload.ts'

const streams = new Map<string, TableStream>()

const inMemory: Member = {
  ...source('(name: string) => stream[A] where A: Record', {
    summary: 'A stream made before.',
    params: { name: 'Its name.' },
    run: ({ name }) => streams.get(name)!,
  }),
  invoke: ({ name }, context) =>
    context.stream({ inputs: [], kind: 'pure', bounds, run: () => streams.get(name as string)! }),
}

const packages = catalogueOf(
  [...standard, packageOf('bench', 'Streams made in memory.', { rows: inMemory })],
  standardTypes,
)

/** Bytes by address, in pieces as a network hands them over. */
export function hostOf(files: Readonly<Record<string, Uint8Array>>): Host {
  return {
    now: () => BigInt(Date.now()) * 1_000_000n,
    random: Math.random,
    write: async () => {
      throw fault('unavailable', 'a bench writes nothing')
    },
    query: async () => {
      throw fault('unavailable', 'a bench asks no server')
    },
    request: async ({ url }) => ({
      status: 200,
      statusText: 'OK',
      headers: new Map([['content-type', 'text/plain']]),
      url,
      chunks: piecesOf(files[url]),
    }),
  }
}

async function* piecesOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1 << 16) yield bytes.subarray(at, at + (1 << 16))
}

/** A run of a script; `rows` names the stream a pipeline begins with. */
export async function tablesOf(text: string, host: Host): Promise<TableStream> {
  const { results, failure } = await run(analyze(text, { packages }), host, { packages })
  if (failure) throw new Error(failure.official)
  return results[0].stream
}

/** Our variant of a workload: a pipeline after streams, checked by a column of its result. */
export function ours(
  inputs: Readonly<Record<string, TableStream>>,
  pipeline: string,
  column = '_value',
  imports: readonly string[] = [],
): Variant {
  const host = hostOf({})
  const script = ['bench', ...imports].map(path => `import "${path}"\n`).join('') + `\n${pipeline}`
  for (const [name, stream] of Object.entries(inputs)) streams.set(name, stream)
  return { name: 'ours', run: () => tablesOf(script, host), check: result => checksumOf(result as TableStream, column) }
}

/** Forgets the streams of the workload before. */
export function forgetStreams(): void {
  streams.clear()
}

/** How many rows, and the sum of a column over them. */
export function checksumOf({ frames }: TableStream, label: string): Checksum {
  let [rows, sum] = [0, 0]
  for (const frame of frames) {
    rows += frame.offsets[tableCount(frame)]
    const column = columnNamed(frame, label)
    if (!column || column.type === 'string') continue
    const { values } = isKey(frame, label) ? spread(column, frame.offsets) : column
    for (let t = 0; t < tableCount(frame); t++)
      for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++)
        sum += Number(values[isKey(frame, label) ? row : slotOf(column, t, row)])
  }
  return [rows, sum]
}
