// Columns that are not there and look like one that is: in `r.name`, `columns: ["…"]` and `column: "…"`. Said only when
// what flows in is known and a near name exists; a column that may be missing on purpose is left alone.
import { type Analysis, type Diagnostic, nearest } from '../../semantics/index.ts'
import {
  type CallExpression,
  type Expression,
  type FunctionExpression,
  isIdentifier,
  type MemberExpression,
  type StringLiteral,
  walk,
} from '../../syntax/index.ts'
import { argument, bare, memberText, nameOf } from '../calls.ts'
import { advice, type Lint, replace } from '../lint.ts'
import { columnArguments, columnListArguments } from './arguments.ts'
import { type Columns, lostBy } from './columns.ts'

const namingMembers = new Set(
  [
    ...['group', 'sort', 'keep', 'drop', 'distinct', 'unique', 'first', 'last', 'max', 'min', 'count', 'sum', 'mean'],
    ...['median', 'stddev', 'spread', 'mode', 'integral', 'skew', 'quantile', 'fill', 'cumulativeSum', 'derivative'],
    ...['difference', 'increase', 'pivot', 'duplicate', 'top', 'bottom', 'elapsed', 'aggregateWindow', 'window'],
    ...['timeShift', 'truncateTimeColumn'],
  ].map(name => `universe.${name}`),
)
/** Naming a column that is not there does no harm in these. */
const forgiving = new Set(['universe.keep', 'universe.drop'])
/** Members whose functions get a row first. */
const rowFunctions = new Set(['filter', 'map', 'reduce', 'stateCount', 'stateDuration'].map(name => `universe.${name}`))

export const columnNames: Lint = (analysis, flow) => {
  const found: Diagnostic[] = []
  analysis.types.forEach((_, node) => {
    if (node.kind !== 'PipeExpression') return
    const member = memberText(analysis, node.call.callee)
    if (member === null) return
    const inRow = rowFunctions.has(member)
    const columns = inRow || namingMembers.has(member) ? flow.of(node.argument) : null
    if (!columns) return
    if (inRow) found.push(...inRows(analysis, node.call, columns))
    else found.push(...inArguments(node.call, columns, !forgiving.has(member)))
  })
  return found
}

/** `sure`: that a column is not there any more is worth telling. */
function inArguments(call: CallExpression, columns: Columns, sure: boolean): Diagnostic[] {
  const literals = call.args.flatMap(arg => {
    const value = arg.value && bare(arg.value)
    if (columnArguments.has(nameOf(arg))) return value ? [value] : []
    return columnListArguments.has(nameOf(arg)) && value?.kind === 'ArrayExpression' ? value.elements.map(bare) : []
  })
  return literals
    .filter((one): one is StringLiteral => one.kind === 'StringLiteral')
    .flatMap(one => {
      const missing = sure ? lost(one.value, columns, one) : null
      return missing ?? misspelt(one.value, columns, one, name => JSON.stringify(name))
    })
}

function inRows(analysis: Analysis, call: CallExpression, columns: Columns): Diagnostic[] {
  const fn = argument(call, 'fn')
  if (fn?.kind !== 'FunctionExpression') return []
  const reads = readsOfRow(analysis, fn)
  // A column whose presence is asked for may be absent.
  const asked = new Set(reads.filter(read => read.asked).map(read => read.name))
  return reads.flatMap(({ name, node }) => {
    if (asked.has(name)) return []
    const { property } = node
    const written = (column: string): string =>
      property.kind === 'Identifier' && isIdentifier(column) ? column : JSON.stringify(column)
    const missing = lost(name, columns, property)
    if (missing) return missing
    // `r.name` takes no other kind of name.
    if (property.kind === 'Identifier' && !isIdentifier(nearestColumn(name, columns) ?? '')) return []
    return misspelt(name, columns, property, written)
  })
}

interface Read {
  readonly name: string
  readonly node: MemberExpression
  readonly asked: boolean
}

function readsOfRow({ bindings }: Analysis, fn: FunctionExpression): Read[] {
  const row = fn.params.find(param => param.key.name === 'r')
  const reads: Read[] = []
  const visit = (root: FunctionExpression | Expression, asked: boolean): void =>
    walk(root, node => {
      if (node.kind === 'UnaryExpression' && node.operator === 'exists' && !asked) {
        visit(node.argument, true)
        return false
      }
      if (node.kind !== 'MemberExpression') return true
      const object = bare(node.object)
      if (object.kind !== 'Identifier' || !row || bindings.get(object)?.node !== row) return true
      const { property } = node
      reads.push({ name: property.kind === 'Identifier' ? property.name : property.value, node, asked })
      return true
    })
  visit(fn, false)
  return reads
}

type NamePlace = StringLiteral | MemberExpression['property']

/** A column that was there further up needs no guess at what was meant. */
function lost(name: string, columns: Columns, place: NamePlace): Diagnostic[] | null {
  const by = lostBy(columns, name)
  if (by === null || name === '') return null
  const how =
    { keep: 'did not keep it', rename: 'gave it another name', pivot: 'turned it into columns' }[by] ?? 'took it away'
  return [advice('warning', 'column', place, `there is no column \`${name}\` here: \`${by}\` before it ${how}`)]
}

function misspelt(name: string, columns: Columns, place: NamePlace, written: (name: string) => string): Diagnostic[] {
  const meant = nearestColumn(name, columns)
  if (meant === null) return []
  const fixes = [replace(place, written(meant), `Change to \`${meant}\``)]
  const message = `there is no column \`${name}\` here: did you mean \`${meant}\`?`
  return [advice('warning', 'column', place, message, { fixes })]
}

/** Where others may be there too, only the names that begin with `_` are sure: those are not given by users. */
function nearestColumn(name: string, { names, open }: Columns): string | null {
  if (names.has(name) || name === '' || (open && !/^_[^_]/.test(name))) return null
  return nearest(
    name,
    [...names].filter(one => !open || one.startsWith('_')),
  )
}
