// contrib/bonitoo-io/tickscript: what scripts of Kapacitor say, in the words they say it with.
import { type Context, composed, nativeFunction, packageOf } from '../../../library/index.ts'
import {
  type Fault,
  type FunctionValue,
  fault,
  type RecordValue,
  recordOf,
  Time,
  typeName,
  UInt,
  type Value,
} from '../../../values/index.ts'
import { callMember, extended, field, mapped } from '../../composing.ts'

const selected =
  '(<-tables: B, as: string, ?column: A, ?fn: (<-: B, column: A) => stream[C]) => stream[D] where A: Equatable, C: Record, D: Record'
const tables = 'The rows.'

const select = composed(selected, {
  summary: 'A column, aggregated where a function is given, under a name of its own.',
  params: {
    tables,
    as: 'The name.',
    column: 'The column; `_value` by default.',
    fn: 'An aggregate or selector; the rows as they are by default.',
  },
  examples: [
    'import "contrib/bonitoo-io/tickscript"\nimport "sampledata"\n\nsampledata.float() |> tickscript.select(fn: mean, as: "average")',
  ],
  build({ tables, as, column, fn }, context) {
    const name = (column ?? '_value') as string
    const rows = fn === undefined ? tables : onColumn(context, fn as FunctionValue, tables, name)
    return renamed(context, rows, name, as)
  },
})

const always = (value: boolean) => nativeFunction('fn', '(r: A) => bool', ['r'], () => value)
const textOf = (text: (r: Value) => string) => nativeFunction('fn', '(r: A) => string', ['r'], ({ r }) => text(r))

const checkId = textOf(r => String(field(r, '_check_id')))
const noDetails = textOf(() => '')
const levelMessage = textOf(r => `Threshold Check: ${field(r, '_check_name')} is: ${field(r, '_level')}`)
const deadMessage = textOf(
  r => `Deadman Check: ${field(r, '_check_name')} is: ${field(r, 'dead') === true ? 'dead' : 'alive'}`,
)

const rows = `import "array"
import "contrib/bonitoo-io/tickscript"

array.from(rows: [{_time: now(), _measurement: "cpu", host: "a", usage: 0.97}])
    |> tickscript.groupBy(columns: ["host"])`
const check = 'What `defineCheck` gives.'
const topic = 'The topic, as the column `_topic` of the group key; none by default.'

export const tickscript = packageOf(
  'contrib/bonitoo-io/tickscript',
  'What scripts of Kapacitor say, in the words they say it with.',
  {
    defineCheck: composed('(id: A, name: B, ?type: C) => {_check_id: A, _check_name: B, _type: C, tags: {}}', {
      summary: 'What a check is called.',
      params: { id: 'Its id.', name: 'Its name.', type: 'Its type; `"custom"` by default.' },
      examples: ['tickscript.defineCheck(id: "1", name: "CPU")._check_name // "CPU"'],
      build: ({ id, name, type }) =>
        recordOf({ _check_id: id, _check_name: name, _type: (type ?? 'custom') as Value, tags: recordOf({}) }),
    }),
    alert: composed(
      '(<-tables: stream[M], check: {E with _check_name: A, _check_id: B, _type: C, tags: D}, ?crit: (r: {H with _time: F, _measurement: G}) => bool, ?details: (r: {J with id: I, _check_id: B, _check_name: A}) => K, ?id: (r: {J with _check_id: B, _check_name: A}) => I, ?info: (r: {H with _time: F, _measurement: G}) => bool, ?message: (r: {H with _measurement: string, _source_measurement: G, _type: C, _check_id: B, _check_name: A, _level: string, _source_timestamp: int, _time: time, _time: F, _measurement: G}) => L, ?ok: (r: {H with _time: F, _measurement: G}) => bool, ?topic: string, ?warn: (r: {H with _time: F, _measurement: G}) => bool) => stream[{H with _message: L, _measurement: string, _source_measurement: G, _type: C, _check_id: B, _check_name: A, _level: string, _source_timestamp: int, _time: time, _time: F, _measurement: G}] where D: Record, J: Record, M: Record',
      {
        summary: 'Gives each row a level by conditions and keeps it as a status.',
        params: {
          tables,
          check,
          id: 'The id of a row’s alert; that of the check by default.',
          details: 'More about it; nothing by default.',
          message: 'The message; the check’s name and the level by default.',
          crit: 'When it is critical; never by default.',
          warn: 'When it is a warning; never by default.',
          info: 'When it is worth telling; never by default.',
          ok: 'When all is well; always by default.',
          topic,
        },
        examples: [
          `${rows}
    |> tickscript.alert(
        check: tickscript.defineCheck(id: "1", name: "CPU"),
        crit: (r) => r.usage > 0.9,
    )`,
        ],
        build: (args, context) => alerted(args as unknown as Alert, context),
      },
    ),
    deadman: composed(
      '(<-tables: stream[M], check: {E with _check_name: A, _check_id: B, _type: C, tags: D}, measurement: string, ?id: (r: {F with _check_id: B, _check_name: A}) => G, ?message: (r: {J with _measurement: string, _source_measurement: H, _type: C, _check_id: B, _check_name: A, _level: string, _source_timestamp: int, _time: time, _time: I, _measurement: H, dead: bool}) => K, ?threshold: L, ?topic: string) => stream[{J with _message: K, _measurement: string, _source_measurement: H, _type: C, _check_id: B, _check_name: A, _level: string, _source_timestamp: int, _time: time, _time: I, _measurement: H, dead: bool}] where D: Record, F: Record, L: Comparable + Equatable, M: Record',
      {
        summary: 'Alerts where there are no more rows than a threshold, or no tables at all.',
        params: {
          tables,
          check,
          measurement: 'The measurement that should be there.',
          id: 'The id of the alert; that of the check by default.',
          message: 'The message; the check’s name, and whether it is dead, by default.',
          threshold: 'How many rows are too few; 0 by default.',
          topic,
        },
        examples: [
          `${rows}
    |> tickscript.deadman(check: tickscript.defineCheck(id: "1", name: "CPU"), measurement: "cpu", threshold: 5)`,
        ],
        build: (args, context) => deadman(args as unknown as Deadman, context),
      },
    ),
    select,
    compute: select,
    selectWindow: composed(
      '(<-tables: stream[D], as: string, defaultValue: A, every: duration, fn: (<-: stream[B], column: string) => stream[C], ?column: string) => stream[E] where B: Record, C: Record, D: Record, E: Record',
      {
        summary: 'A column aggregated over windows, with a value for windows without rows.',
        params: {
          tables,
          as: 'The name of the result.',
          defaultValue: 'The value of a window without rows.',
          every: 'The length of the windows.',
          fn: 'An aggregate or selector.',
          column: 'The column; `_value` by default.',
        },
        examples: [
          'import "contrib/bonitoo-io/tickscript"\nimport "sampledata"\n\nsampledata.float()\n    |> range(start: sampledata.start, stop: sampledata.stop)\n    |> tickscript.selectWindow(fn: mean, every: 20s, as: "average", defaultValue: 0.0)',
        ],
        defaults: { column: '_value' },
        build({ tables, as, defaultValue, every, fn, column }, context) {
          const step = (name: string, args: Record<string, Value>): Value => callMember(context, 'universe', name, args)
          const windows = step('aggregateWindow', { tables, every, fn: fn as Value, column, createEmpty: true })
          return renamed(context, step('fill', { tables: windows, column, value: defaultValue }), column, as)
        },
      },
    ),
    groupBy: composed('(<-tables: stream[A], columns: [string]) => stream[A] where A: Record', {
      summary: 'Groups by columns, and by the measurement, which checks need.',
      params: { tables, columns: 'The columns.' },
      examples: [rows],
      build: ({ tables, columns }, context) =>
        byMeasurement(context, callMember(context, 'universe', 'group', { tables, columns: columns as Value })),
    }),
    join: composed(
      '(measurement: A, tables: B, ?on: [string]) => stream[{C with _measurement: A}] where B: Record, C: Record',
      {
        summary: 'Joins streams, and gives what comes of it a measurement.',
        params: {
          measurement: 'The measurement.',
          tables: 'Two streams, as a record.',
          on: 'The columns that are equal; `_time` by default.',
        },
        examples: [
          'import "array"\nimport "contrib/bonitoo-io/tickscript"\n\na = array.from(rows: [{_time: 2026-03-01T08:00:00Z, x: 1.0}])\nb = array.from(rows: [{_time: 2026-03-01T08:00:00Z, y: 2.0}])\n\ntickscript.join(tables: {a: a, b: b}, measurement: "both")',
        ],
        defaults: { on: ['_time'] },
        build({ measurement, tables, on }, context) {
          const joined = callMember(context, 'universe', 'join', { tables, on: on as Value })
          return byMeasurement(
            context,
            mapped(context, joined, () => ({ _measurement: measurement })),
          )
        },
      },
    ),
  },
)

interface Alert {
  readonly tables: Value
  readonly check: RecordValue
  readonly id?: FunctionValue
  readonly details?: FunctionValue
  readonly message?: FunctionValue
  readonly crit?: FunctionValue
  readonly warn?: FunctionValue
  readonly info?: FunctionValue
  readonly ok?: FunctionValue
  readonly topic?: string
}

function alerted({ tables, check, topic = '', ...given }: Alert, context: Context): Value {
  const step = (name: string, args: Record<string, Value>): Value => callMember(context, 'universe', name, args)
  const bounds = nativeFunction('fn', '(column: string) => bool', ['column'], ({ column }) =>
    /_start|_stop/.test(String(column)),
  )
  const named = { _check_id: field(check, '_check_id'), _check_name: field(check, '_check_name') }
  let rows = mapped(context, step('drop', { tables, fn: bounds }), (r, inner) => {
    const known = extended(r, named)
    const id = inner.call(given.id ?? checkId, { r: known })
    return { ...named, id, details: inner.call(given.details ?? noDetails, { r: extended(known, { id }) }) }
  })
  if (topic !== '') {
    rows = step('set', { tables: rows, key: '_topic', value: topic })
    rows = callMember(context, 'experimental', 'group', { tables: rows, mode: 'extend', columns: ['_topic'] })
  }
  return callMember(context, 'influxdata/influxdb/monitor', 'check', {
    tables: rows,
    data: check,
    messageFn: given.message ?? levelMessage,
    crit: given.crit ?? always(false),
    warn: given.warn ?? always(false),
    info: given.info ?? always(false),
    ok: given.ok ?? always(true),
  })
}

interface Deadman extends Pick<Alert, 'tables' | 'check' | 'id' | 'message' | 'topic'> {
  readonly measurement: string
  readonly threshold?: Value
}

/** A stream without tables has nothing to count, so one row of the measurement is put beside it and counted too. */
function deadman({ tables, measurement, threshold = 0n, message, ...alert }: Deadman, context: Context): Value {
  const kind = typeName(threshold)
  if (!['int', 'uint', 'float'].includes(kind))
    return failing(
      context,
      fault('invalid', `cannot compile: unsupported binary expression int <= ${kind}`, {
        steps: ['The threshold is a number of rows: give an int, a uint or a float.'],
      }),
    )
  const step = (name: string, args: Record<string, Value>): Value => callMember(context, 'universe', name, args)
  const row = recordOf({ _time: new Time(946_684_800_000_000_000n), _measurement: measurement })
  const marker = byMeasurement(context, callMember(context, 'array', 'from', { rows: [row] }))
  const both = step('keep', { tables: step('union', { tables: [marker, tables] }), columns: ['_measurement', '_time'] })
  const wanted = nativeFunction('fn', '(key: A) => bool', ['key'], ({ key }) => field(key, '_measurement') === measurement) // biome-ignore format: one function
  const [seen] = step('findColumn', { tables: counted(context, both), fn: wanted, column: COUNT }) as readonly Value[]
  const rows = seen === 1n ? step('limit', { tables: marker, n: 0n }) : tables
  const now = context.now()
  const told = mapped(context, counted(context, rows), r => ({ _time: now, dead: isAtMost(r.get(COUNT)!, threshold) }))
  const crit = nativeFunction('crit', '(r: A) => bool', ['r'], ({ r }) => field(r, 'dead'))
  return alerted({ ...alert, tables: step('drop', { tables: told, columns: [COUNT] }), message: message ?? deadMessage, crit }, context) // biome-ignore format: one call
}

const COUNT = '__value__'

/** A stream that fails when it is wanted, as a function of rows does that cannot be compiled. */
function failing(context: Context, why: Fault): Value {
  return context.stream({ inputs: [], kind: 'pure', run: () => Promise.reject(why) })
}

/** How many rows each table has; the measurement is in every row. */
function counted(context: Context, tables: Value): Value {
  const copies = callMember(context, 'universe', 'duplicate', { tables, column: '_measurement', as: COUNT })
  return callMember(context, 'universe', 'count', { tables: copies, column: COUNT })
}

function isAtMost(count: Value, threshold: Value): boolean {
  return Number(count) <= Number(threshold instanceof UInt ? threshold.value : threshold)
}

function byMeasurement(context: Context, tables: Value): Value {
  return callMember(context, 'experimental', 'group', { tables, mode: 'extend', columns: ['_measurement'] })
}

function onColumn(context: Context, fn: FunctionValue, tables: Value, column: string): Value {
  const pipe = fn.parameters.find(one => one.pipe)
  return context.call(fn, { [pipe?.name ?? 'tables']: tables, column })
}

function renamed(context: Context, tables: Value, from: string, to: string): Value {
  const fn = nativeFunction('fn', '(column: string) => string', ['column'], ({ column }) =>
    column === from ? to : column,
  )
  return callMember(context, 'universe', 'rename', { tables, fn })
}
