// How columns flow through a chain: from a source whose columns are known, through members that keep, add or take
// columns away. Whatever is not listed here leaves nothing known.
import { type Analysis, prune, recordParts, type Type } from '../../semantics/index.ts'
import type { CallExpression, Expression, RecordExpression } from '../../syntax/index.ts'
import { argument, bare, memberText, nameOf, settled, textOf } from '../calls.ts'
import { both, type Columns, columnsOf, keptOf, minus, opened, plus } from './columns.ts'
import { csvColumns } from './csvHeader.ts'

const bucketColumns = columnsOf(['_time', '_start', '_stop', '_measurement', '_field', '_value'], true)
const scrapeColumns = columnsOf(['_time', '_measurement', 'url', '_field', '_value', 'le', 'quantile'], true)
const sampleColumns = columnsOf(['_time', '_value', 'tag'])

/** Members that keep the columns they get, or some of them. */
export const keeping: ReadonlySet<string> = new Set(
  [
    ...['filter', 'group', 'sort', 'limit', 'tail', 'yield', 'first', 'last', 'max', 'min', 'unique', 'top', 'bottom'],
    ...['sample', 'fill', 'cumulativeSum', 'derivative', 'difference', 'increase', 'count', 'sum', 'mean', 'median'],
    ...['stddev', 'spread', 'mode', 'integral', 'skew', 'quantile', 'toString', 'toInt', 'toFloat', 'toUInt', 'toBool'],
    ...['toTime', 'timeShift', 'truncateTimeColumn', 'movingAverage', 'exponentialMovingAverage', 'doubleEMA'],
    ...['tripleEMA', 'tripleExponentialDerivative', 'chandeMomentumOscillator', 'relativeStrengthIndex', 'kaufmansER'],
    ...['kaufmansAMA', 'timeWeightedAvg', 'histogramQuantile', 'highestMax', 'highestCurrent', 'lowestMin'],
    ...['lowestCurrent', 'hourSelection'],
  ].map(name => `universe.${name}`),
)

export class ColumnFlow {
  readonly #analysis: Analysis
  readonly #known = new Map<Expression, Columns | null>()

  constructor(analysis: Analysis) {
    this.#analysis = analysis
  }

  /** The columns of a stream, or null when nothing is known. */
  of(expression: Expression): Columns | null {
    const node = bare(expression)
    const known = this.#known.get(node)
    if (known !== undefined) return known
    this.#known.set(node, null)
    const found = this.#find(node)
    this.#known.set(node, found)
    return found
  }

  #find(node: Expression): Columns | null {
    switch (node.kind) {
      case 'Identifier': {
        const value = settled(this.#analysis, node)
        return value === node ? null : this.of(value)
      }
      case 'CallExpression':
        return this.#source(node) ?? closedColumns(this.#analysis.types.get(node))
      case 'PipeExpression': {
        const member = memberText(this.#analysis, node.call.callee)
        if (member === null) return closedColumns(this.#analysis.types.get(node))
        return this.#stage(member, node.call, node.argument)
      }
      default:
        return null
    }
  }

  #source(call: CallExpression): Columns | null {
    const member = memberText(this.#analysis, call.callee)
    switch (member) {
      case 'array.from': {
        const columns = closedColumns(this.#analysis.types.get(call))
        return columns && { ...columns, texts: this.#textsOfRows(argument(call, 'rows')) }
      }
      case 'csv.from': {
        const text = textOf(this.#analysis, argument(call, 'csv'))
        const mode = argument(call, 'mode')
        const modeText = mode ? textOf(this.#analysis, mode) : 'annotations'
        const names = text === null || modeText === null ? null : csvColumns(text, modeText === 'raw')
        return names && columnsOf(names)
      }
      case 'influxdata/influxdb.from':
        return bucketColumns
      case 'experimental/prometheus.scrape':
        return scrapeColumns
      case 'universe.union': {
        const tables = argument(call, 'tables')
        if (tables?.kind !== 'ArrayExpression' || tables.elements.length === 0) return null
        return tables.elements.map(one => this.of(one)).reduce(both)
      }
      default:
        return member?.startsWith('sampledata.') ? sampleColumns : null
    }
  }

  #stage(member: string, call: CallExpression, input: Expression): Columns | null {
    const columns = this.of(input)
    if (member === 'universe.map') return this.#mapped(call, columns)
    if (!columns) return null
    if (keeping.has(member)) return columns
    const names = (name: string) => textsIn(this.#analysis, argument(call, name))
    const text = (name: string, standard: string) => this.#text(call, name, standard)
    switch (member) {
      case 'universe.distinct':
        return plus(columns, ['_value'])
      case 'universe.range':
        return plus(columns, ['_start', '_stop'])
      case 'universe.window':
        return plusSome(columns, [text('startColumn', '_start'), text('stopColumn', '_stop')])
      case 'universe.aggregateWindow':
        return plusSome(columns, ['_start', '_stop', text('timeDst', '_time')])
      case 'universe.keep': {
        const kept = names('columns')
        return kept ? keptOf(columns, kept) : columns
      }
      case 'universe.drop': {
        const dropped = names('columns')
        return dropped ? minus(columns, dropped, 'drop') : columns
      }
      case 'universe.rename':
        return this.#renamed(call, columns)
      case 'universe.duplicate':
        return plusSome(columns, [text('as', '')])
      case 'universe.set':
        return plusSome(columns, [text('key', '')])
      case 'universe.elapsed':
        return plusSome(columns, [text('columnName', 'elapsed')])
      case 'universe.stateCount':
        return plusSome(columns, [text('column', 'stateCount')])
      case 'universe.stateDuration':
        return plusSome(columns, [text('column', 'stateDuration')])
      case 'universe.pivot':
        return pivoted(columns, names('columnKey'), text('valueColumn', ''))
      case 'influxdata/influxdb/schema.fieldsAsCols':
      case 'influxdata/influxdb/v1.fieldsAsCols':
        return pivoted(columns, ['_field'], '_value')
      case 'experimental.unpivot':
        return plus(columns, ['_field', '_value'])
      case 'universe.reduce': {
        const identity = argument(call, 'identity')
        const value = identity && settled(this.#analysis, identity)
        return value?.kind === 'RecordExpression' && !value.with ? plus(columns, value.properties.map(nameOf)) : null
      }
      default:
        return null
    }
  }

  /** The columns of literal rows that hold nothing but literal texts, with these. */
  #textsOfRows(rows: Expression | null): Columns['texts'] {
    const list = rows && settled(this.#analysis, rows)
    const texts = new Map<string, Set<string>>()
    if (list?.kind !== 'ArrayExpression') return texts
    const others = new Set<string>()
    for (const row of list.elements.map(bare)) {
      if (row.kind !== 'RecordExpression' || row.with) return new Map()
      for (const property of row.properties) {
        const value = textOf(this.#analysis, property.value)
        if (value === null) others.add(nameOf(property))
        else texts.set(nameOf(property), (texts.get(nameOf(property)) ?? new Set()).add(value))
      }
    }
    for (const name of others) texts.delete(name)
    return texts
  }

  #text(call: CallExpression, name: string, standard: string): string | null {
    const given = argument(call, name)
    return given ? textOf(this.#analysis, given) : standard
  }

  /** The function's record is the row, with the input's columns where it says `with`. */
  #mapped(call: CallExpression, columns: Columns | null): Columns | null {
    const fn = argument(call, 'fn')
    if (fn?.kind !== 'FunctionExpression' || fn.body.kind === 'Block') return null
    const row = bare(fn.body)
    if (row.kind !== 'RecordExpression') return null
    if (!row.with) return columnsOf(row.properties.map(nameOf))
    return columns && row.with.name === fn.params[0]?.key.name ? plus(columns, row.properties.map(nameOf)) : null
  }

  #renamed(call: CallExpression, columns: Columns): Columns | null {
    const given = argument(call, 'columns')
    const record = given && settled(this.#analysis, given)
    if (record?.kind !== 'RecordExpression' || record.with) return null
    const names = newNames(this.#analysis, record)
    return names && plus(minus(columns, record.properties.map(nameOf), 'rename'), names)
  }
}

function newNames(analysis: Analysis, { properties }: RecordExpression): string[] | null {
  const names = properties.map(({ value }) => textOf(analysis, value))
  return names.every(name => name !== null) ? (names as string[]) : null
}

function plusSome(columns: Columns, names: readonly (string | null)[]): Columns | null {
  return names.every(name => name !== null) ? plus(columns, names as string[]) : null
}

/** The texts of a list of names, or null unless all of them are known. */
export function textsIn(analysis: Analysis, expression: Expression | null): string[] | null {
  const list = expression && settled(analysis, expression)
  if (list?.kind !== 'ArrayExpression') return null
  const texts = list.elements.map(one => textOf(analysis, one))
  return texts.every(text => text !== null) ? (texts as string[]) : null
}

/** The key's texts become columns in the place of the two that are used up. What they are is mostly in the data only. */
function pivoted(columns: Columns, columnKey: readonly string[] | null, valueColumn: string | null): Columns {
  if (!columnKey || valueColumn === null) return { ...opened(columns), gone: new Map() }
  const left = minus(columns, [...columnKey, valueColumn], 'pivot')
  const made = columnKey.length === 1 ? columns.texts.get(columnKey[0]!) : undefined
  return made ? plus(left, made) : opened(left)
}

/** A type that says which columns there are and that there are no others. */
function closedColumns(type: Type | undefined): Columns | null {
  const stream = type && prune(type)
  if (stream?.kind !== 'stream') return null
  const row = prune(stream.element)
  if (row.kind !== 'record') return null
  const { fields, tail } = recordParts(row)
  const labels = fields.map(field => field.label)
  if (tail.kind !== 'empty' || !labels.every(label => typeof label === 'string')) return null
  return columnsOf(labels as string[])
}
