// Between quotes: packages to import, columns, texts a column holds, buckets, addresses, zones, and the words an argument
// takes.
import { standardTypes } from '../../semantics/index.ts'
import type { Expression, Node } from '../../syntax/index.ts'
import { bare, memberText } from '../calls.ts'
import { columnArguments, columnListArguments } from '../columns/arguments.ts'
import { knownColumns } from '../columns/known.ts'
import { callAround, inputOf, rowSource } from '../columns/rows.ts'
import type { Knowledge } from '../knowledge.ts'
import { type Completion, completion } from './completion.ts'
import type { Cursor } from './cursor.ts'

export function textsAt(cursor: Cursor, knowledge: Knowledge): Completion[] {
  const { path, script } = cursor
  const around = path.at(-2)
  if (around?.kind === 'ImportDeclaration') return pathsToImport(cursor, knowledge)
  const text = path.at(-1)!
  if (around?.kind === 'MemberExpression' && around.property === text)
    return columnsOfRow(cursor, around.object, knowledge)
  if (around?.kind === 'BinaryExpression')
    return comparedTexts(cursor, text === around.left ? around.right : around.left, knowledge)
  const call = callAround(path)
  if (!call || call.argument === null) return []
  const name = call.argument
  if (namesColumns(name, path)) {
    const stream = inputOf(call.call, call.pipe)
    return stream ? columnsOf(cursor, stream, knowledge) : []
  }
  if (name === 'bucket')
    return knowledge.buckets.map(bucket => completion({ label: bucket, kind: 'value', detail: 'bucket' }))
  if (name === 'url')
    return knowledge.addresses.map(url => completion({ label: url, kind: 'value', detail: 'read before' }))
  return wordsFor(memberText(script.analysis, call.call.callee), name)
}

/** Where a value is compared with a column: the texts that column holds, with their quotes. */
export function comparedTexts(cursor: Cursor, other: Expression, { run }: Knowledge): Completion[] {
  const column = columnRead(other)
  const row = column && bare(column.row)
  const source = row?.kind === 'Identifier' ? rowSource(cursor.script, row, cursor.path) : null
  if (!column || !source) return []
  const known = knownColumns(cursor.script, source.stream, run).find(({ name }) => name === column.name)
  return (known?.texts ?? []).map((text, place) => {
    const written = JSON.stringify(text)
    const insert = cursor.inText ? written.slice(1, -1) : written
    return completion({
      label: text === '' ? '""' : text,
      kind: 'value',
      detail: column.name,
      insert,
      rank: place / 1000 - 30,
    })
  })
}

function columnRead(node: Expression): { row: Expression; name: string } | null {
  const read = bare(node)
  if (read.kind !== 'MemberExpression') return null
  const { property, object } = read
  return { row: object, name: property.kind === 'Identifier' ? property.name : property.value }
}

function namesColumns(argument: string, path: readonly Node[]): boolean {
  if (columnArguments.has(argument)) return true
  return columnListArguments.has(argument) && path.at(-2)?.kind === 'ArrayExpression'
}

function columnsOf({ script }: Cursor, stream: Expression, { run }: Knowledge): Completion[] {
  return knownColumns(script, stream, run).map(({ name, type, inKey }, place) =>
    completion({
      label: name,
      kind: 'column',
      detail: [type, inKey ? 'group key' : null].filter(Boolean).join(', '),
      insert: JSON.stringify(name).slice(1, -1),
      rank: place / 1000,
    }),
  )
}

function columnsOfRow(cursor: Cursor, object: Expression, knowledge: Knowledge): Completion[] {
  const row = bare(object)
  const source = row.kind === 'Identifier' ? rowSource(cursor.script, row, cursor.path) : null
  return source ? columnsOf(cursor, source.stream, knowledge) : []
}

function pathsToImport({ script }: Cursor, { descriptions }: Knowledge): Completion[] {
  const there = new Set(script.analysis.imports.map(one => one.path))
  return standardTypes
    .paths()
    .filter(path => !there.has(path) && !path.startsWith('internal/') && !standardTypes.prelude.includes(path))
    .map(path =>
      completion({
        label: path,
        kind: 'package',
        detail: descriptions.package(path)?.summary ?? '',
        rank: /^(contrib|experimental)\b/.test(path) ? 60 : 50,
      }),
    )
}

/** Arguments that take one of a few words; by member and argument. */
const words: Readonly<Record<string, readonly string[]>> = {
  'universe.quantile method': ['estimate_tdigest', 'exact_mean', 'exact_selector'],
  'universe.median method': ['estimate_tdigest', 'exact_mean', 'exact_selector'],
  'universe.group mode': ['by', 'except'],
  'universe.stddev mode': ['sample', 'population'],
  'universe.integral interpolate': ['linear'],
  'universe.join method': ['inner'],
  'csv.from mode': ['annotations', 'raw'],
  'join.time method': ['inner', 'left', 'right', 'full'],
  'join.tables method': ['inner', 'left', 'right', 'full'],
}

const zoned: ReadonlySet<string> = new Set(['timezone.location name'])

function wordsFor(member: string | null, argument: string): Completion[] {
  if (member === null) return []
  const key = `${member} ${argument}`
  if (zoned.has(key)) return Intl.supportedValuesOf('timeZone').map(zone => completion({ label: zone, kind: 'value' }))
  return (words[key] ?? []).map(label => completion({ label, kind: 'value' }))
}
