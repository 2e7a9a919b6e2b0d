// diff: what one stream has and another lacks, table by table of equal keys. Rows are compared by place; where tables
// differ, the longest common part of both stays unmarked and the rest is marked - and +.
import { composed, type StreamValue } from '../../library/index.ts'
import {
  type Column,
  type ColumnShape,
  cell,
  columnNamed,
  emptyStream,
  type Frame,
  FrameBuilder,
  forEachTable,
  keyColumns,
  mapFrames,
  regroup,
  rowsOf,
  type TableStream,
  withColumn,
} from '../../tables/index.ts'
import { compareText, compareValues, fault, isNull, nullOf, quoted, type Value } from '../../values/index.ts'

export const diff = composed('(<-got: stream[A], want: stream[A]) => stream[{A with _diff: string}]', {
  summary: 'The rows in which two streams differ, among those they share; nothing when they are equal.',
  params: { got: 'The stream to look at.', want: 'The stream to compare it with.' },
  examples: [
    `import "experimental"
import "sampledata"

sampledata.int() |> experimental.diff(want: sampledata.int() |> limit(n: 2))`,
  ],
  build: ({ got, want }, context) =>
    context.stream({
      inputs: [got as StreamValue, want as StreamValue],
      kind: 'pure',
      run: ([g, w]) => difference(w, g),
    }),
})

interface Table {
  readonly frame: Frame
  readonly table: number
}

interface Pair {
  want?: Table
  got?: Table
}

export function difference(want: TableStream, got: TableStream): TableStream {
  const pairs = new Map<string, Pair>()
  const note = (stream: TableStream, side: 'want' | 'got'): void =>
    forEachTable(stream, (frame, table) => {
      const name = keyName({ frame, table })
      const pair = pairs.get(name) ?? {}
      pair[side] = { frame, table }
      pairs.set(name, pair)
    })
  note(withKeysPerTable(want), 'want')
  note(withKeysPerTable(got), 'got')
  const frames = [...pairs.values()].flatMap(pair => differenceOf(pair))
  if (frames.length === 0) return emptyStream
  return regroup({ frames, order: null, sorted: false }, f => f.key)
}

/** Of a column of the group key only the key counts, whatever later rows say. */
function withKeysPerTable(stream: TableStream): TableStream {
  return mapFrames(stream, frame => keyColumns(frame).reduce(withColumn, frame))
}

function keyName({ frame, table }: Table): string {
  return frame.key
    .toSorted(compareText)
    .map(label => {
      const column = columnNamed(frame, label)!
      return `${label}:${column.type}=${quoted(cell(column, table, frame.offsets[table]))}`
    })
    .join('\u0000')
}

type Row = readonly Value[]

function differenceOf({ want, got }: Pair): Frame[] {
  const shape = sharedShape(want, got)
  const [ws, gs] = [rowsIn(want, shape), rowsIn(got, shape)]
  if (ws.length === gs.length && ws.every((row, i) => sameRow(row, gs[i]))) return []
  const builder = new FrameBuilder([{ label: '_diff', type: 'string' }, ...shape])
  for (const [mark, row] of marked(ws, gs)) builder.addRow([mark, ...row])
  return [{ ...builder.build(), key: (want ?? got)!.frame.key }]
}

function sharedShape(want: Table | undefined, got: Table | undefined): ColumnShape[] {
  const shape: ColumnShape[] = []
  for (const c of [...(want?.frame.columns ?? []), ...(got?.frame.columns ?? [])]) {
    const known = shape.find(s => s.label === c.label)
    if (!known) shape.push({ label: c.label, type: c.type })
    else if (known.type !== c.type)
      throw fault('invalid', `column "${c.label}" has different types ${known.type} != ${c.type}`)
  }
  return shape
}

function rowsIn(table: Table | undefined, shape: readonly ColumnShape[]): Row[] {
  if (!table) return []
  const { frame, table: t } = table
  const columns = shape.map(s => columnNamed(frame, s.label))
  return Array.from({ length: rowsOf(frame, t) }, (_, i) =>
    columns.map((c, k) => (c ? cell(c as Column, t, frame.offsets[t] + i) : nullOf(shape[k].type))),
  )
}

function sameRow(a: Row, b: Row): boolean {
  return a.every((v, i) => sameValue(v, b[i]))
}

/** Floats within 1e-6, NaN equal to anything, as the reference has it. */
function sameValue(a: Value, b: Value): boolean {
  if (isNull(a) || isNull(b)) return isNull(a) && isNull(b)
  if (typeof a === 'number' && typeof b === 'number') return a === b || Number.isNaN(a - b) || Math.abs(a - b) <= 1e-6
  return typeof a === typeof b && (a === b || (typeof a === 'object' && compareValues(a, b) === 0))
}

/** Both row lists in one, by their longest common subsequence; very long ones are compared place by place. */
function marked(want: readonly Row[], got: readonly Row[]): Array<readonly [string, Row]> {
  const out: Array<readonly [string, Row]> = []
  if (want.length * got.length > 4_000_000) {
    for (let i = 0; i < Math.max(want.length, got.length); i++) {
      if (i < want.length && i < got.length && sameRow(want[i], got[i])) out.push(['', want[i]])
      else
        out.push(
          ...(i < want.length ? [['-', want[i]] as const] : []),
          ...(i < got.length ? [['+', got[i]] as const] : []),
        )
    }
    return out
  }
  const width = got.length + 1
  const common = new Int32Array((want.length + 1) * width)
  for (let i = 1; i <= want.length; i++)
    for (let j = 1; j <= got.length; j++)
      common[i * width + j] = sameRow(want[i - 1], got[j - 1])
        ? common[(i - 1) * width + j - 1] + 1
        : Math.max(common[(i - 1) * width + j], common[i * width + j - 1])
  // read from the end, as the reference does: which rows pair is seen where NaN equals several
  let [i, j] = [want.length, got.length]
  while (i > 0 || j > 0) {
    if (i > 0 && j > 0 && sameRow(want[i - 1], got[j - 1])) {
      out.push(['', want[--i]])
      j--
    } else if (j > 0 && (i === 0 || common[i * width + j - 1] >= common[(i - 1) * width + j])) out.push(['+', got[--j]])
    else out.push(['-', want[--i]])
  }
  return out.reverse()
}
