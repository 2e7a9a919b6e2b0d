// `option task = {…}`, which makes a script a task: what it is called and when it is due. InfluxDB reads it from the
// text before anything runs, so its values have to be literals; a plain run takes it as a value like any other.
import type { Diagnostic } from '../semantics/index.ts'
import {
  type DurationLiteral,
  type Expression,
  type File,
  type Property,
  parse,
  type RecordExpression,
  type Span,
} from '../syntax/index.ts'
import { bare } from './calls.ts'
import { wrongCron } from './cron.ts'
import { advice, type Lint } from './lint.ts'

/** A calendar part and a fixed part, each with its sign. */
export interface TaskDuration {
  readonly months: bigint
  readonly ns: bigint
}

/** Exactly one of every and cron is set. */
export interface TaskOptions {
  readonly name: string
  readonly every: TaskDuration | null
  /** Five fields, six with seconds in front, seven with a year behind. */
  readonly cron: string | null
  readonly offset: TaskDuration
  /** How many runs of it may be under way at once. */
  readonly concurrency: number
  readonly retry: number
}

export interface TaskReading {
  /** Null where something is wrong with them. */
  readonly options: TaskOptions | null
  readonly problems: readonly Diagnostic[]
}

/** The task option of a text; null where it has none. */
export function taskOf(text: string): TaskReading | null {
  return readTask(parse(text))
}

/** What InfluxDB would not take as a task. The script itself runs all the same. */
export const wrongTask: Lint = ({ file }) => readTask(file)?.problems ?? []

function readTask(file: File): TaskReading | null {
  const found = file.body.flatMap(statement => {
    if (statement.kind !== 'OptionStatement') return []
    const { assignment } = statement
    return assignment.kind === 'VariableAssignment' && assignment.id.name === 'task' ? [assignment] : []
  })
  if (found.length === 0) return null
  const reader = new Reader()
  const options = found.length > 1 ? reader.refuse(found[1].id, 'multiple task options defined', 'Keep one of them.') : reader.options(found[0].init) // biome-ignore format: two ways
  return { options: reader.problems.length === 0 ? options : null, problems: reader.problems }
}

const MAX_CONCURRENCY = 100n
const MAX_RETRY = 10n
const SECOND = 1_000_000_000n
const NONE: TaskDuration = { months: 0n, ns: 0n }

class Reader {
  readonly problems: Diagnostic[] = []

  refuse(place: Span, message: string, note: string): null {
    this.problems.push(advice('warning', 'task-option', place, message, { notes: [note] }))
    return null
  }

  options(init: Expression): TaskOptions | null {
    const record = bare(init)
    if (record.kind !== 'RecordExpression')
      return this.refuse(
        init,
        `task option expected to be object literal, but found "${record.kind}"`,
        'Write it out: `option task = {name: "…", every: 1m}`.',
      )
    const name = this.name(record)
    const [every, cron] = this.interval(record)
    const offset = this.offset(propertyOf(record, 'offset'))
    const concurrency = this.count(record, 'concurrency', MAX_CONCURRENCY)
    const retry = this.count(record, 'retry', MAX_RETRY)
    return name === null || (every ?? cron) === null ? null : { name, every, cron, offset, concurrency, retry }
  }

  private name(record: RecordExpression): string | null {
    const property = propertyOf(record, 'name')
    if (!property) return this.refuse(record, 'missing required option: name', 'Give the task a name: `name: "…"`.')
    const value = literalOf(property)
    if (value?.kind !== 'StringLiteral') return this.unparsed(property, 'a text in quotes, without `${}`')
    if (value.value === '') return this.invalid(value, 'name required', 'Give the task a name.')
    return value.value
  }

  private interval(record: RecordExpression): readonly [every: TaskDuration | null, cron: string | null] {
    const [every, cron] = [propertyOf(record, 'every'), propertyOf(record, 'cron')]
    if (every && cron) {
      this.refuse(cron, 'cannot use both cron and every in task options', 'Keep the one that says when it is due.')
      return [null, null]
    }
    if (every) return [this.every(every), null]
    if (cron) return [null, this.cron(cron)]
    this.refuse(
      record,
      'missing required option: cron or every',
      'Say when it is due: `every: 1m` or `cron: "0 * * * *"`.',
    )
    return [null, null]
  }

  private every(property: Property): TaskDuration | null {
    const value = literalOf(property)
    if (value?.kind !== 'DurationLiteral') return this.unparsed(property, 'a duration such as `1m`')
    const every = durationOf(value)
    const note = 'Give whole seconds, one at least, such as `10s` or `1mo`.'
    if (every.months === 0n && every.ns < SECOND)
      return this.invalid(value, 'every option must be at least 1 second', note)
    if (every.ns % SECOND !== 0n) return this.invalid(value, 'every option must be expressible as whole seconds', note)
    return every
  }

  private cron(property: Property): string | null {
    const value = literalOf(property)
    if (value?.kind !== 'StringLiteral') return this.unparsed(property, 'a text such as `"0 * * * *"`')
    const why = wrongCron(value.value)
    return why === null ? value.value : this.invalid(value, `cron invalid: failed to parse cron string`, why)
  }

  private offset(property: Property | null): TaskDuration {
    if (!property) return NONE
    const value = literalOf(property)
    const negative = value?.kind === 'UnaryExpression' && value.operator === '-'
    const literal = negative ? bare(value.argument) : value
    if (literal?.kind !== 'DurationLiteral') {
      this.unparsed(property, 'a duration such as `10s` or `-10s`')
      return NONE
    }
    const { months, ns } = durationOf(literal)
    if (ns % SECOND !== 0n)
      this.invalid(literal, 'offset option must be expressible as whole seconds', 'Give whole seconds, such as `10s`.')
    return negative ? { months: -months, ns: -ns } : { months, ns }
  }

  private count(record: RecordExpression, key: string, max: bigint): number {
    const property = propertyOf(record, key)
    if (!property) return 1
    const value = literalOf(property)
    const note = `Give a whole number from 1 to ${max}.`
    const negative = value?.kind === 'UnaryExpression' && value.operator === '-'
    const literal = negative ? bare(value.argument) : value
    if (literal?.kind !== 'IntegerLiteral') this.unparsed(property, `a whole number from 1 to ${max}`)
    else if (negative || literal.value < 1n) this.invalid(value!, `${key} must be at least 1`, note)
    else if (literal.value > max) this.invalid(literal, `${key} exceeded max of ${max}`, note)
    else return Number(literal.value)
    return 1
  }

  private unparsed(property: Property, wanted: string): null {
    const key = keyOf(property)
    return this.refuse(
      property,
      `failed to parse field '${key}' in task options`,
      `It is read before the script runs: \`${key}\` has to be ${wanted}, written out.`,
    )
  }

  private invalid(place: Span, message: string, note: string): null {
    return this.refuse(place, `invalid options: ${message}`, note)
  }
}

const keyOf = ({ key }: Property): string => (key.kind === 'Identifier' ? key.name : key.value)
const literalOf = ({ value }: Property): Expression | null => value && bare(value)

/** The first of a key, as InfluxDB looks it up. */
function propertyOf(record: RecordExpression, key: string): Property | null {
  return record.properties.find(property => keyOf(property) === key) ?? null
}

const units: Readonly<Record<string, TaskDuration>> = {
  y: { months: 12n, ns: 0n },
  mo: { months: 1n, ns: 0n },
  w: { months: 0n, ns: 604_800n * SECOND },
  d: { months: 0n, ns: 86_400n * SECOND },
  h: { months: 0n, ns: 3_600n * SECOND },
  m: { months: 0n, ns: 60n * SECOND },
  s: { months: 0n, ns: SECOND },
  ms: { months: 0n, ns: 1_000_000n },
  us: { months: 0n, ns: 1_000n },
  ns: { months: 0n, ns: 1n },
}

function durationOf({ values }: DurationLiteral): TaskDuration {
  let [months, ns] = [0n, 0n]
  for (const { magnitude, unit } of values) {
    months += magnitude * units[unit].months
    ns += magnitude * units[unit].ns
  }
  return { months, ns }
}
