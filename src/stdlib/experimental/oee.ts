// experimental/oee: overall equipment effectiveness, how much of a machine's planned time went into good parts.
import { type Context, composed, nativeFunction, packageOf } from '../../library/index.ts'
import { Duration, type FunctionValue, isNull, nullOf, RecordValue, type Value } from '../../values/index.ts'

const params = {
  runningState: 'The value of `state` while the machine works.',
  plannedTime: 'How long it was to work, as a duration or in nanoseconds.',
  idealCycleTime: 'How long one part takes at best, as a duration or in nanoseconds.',
}

const machine = `array.from(
    rows: [
        {_time: 2024-01-01T08:00:00Z, state: "running", partCount: 0, badCount: 0},
        {_time: 2024-01-01T12:00:00Z, state: "stopped", partCount: 230, badCount: 2},
        {_time: 2024-01-01T13:00:00Z, state: "running", partCount: 230, badCount: 2},
        {_time: 2024-01-01T15:00:00Z, state: "running", partCount: 340, badCount: 5},
    ],
)
    |> range(start: 2024-01-01T08:00:00Z, stop: 2024-01-01T16:00:00Z)`

export const oee = packageOf('experimental/oee', 'How effectively equipment is used.', {
  computeAPQ: composed(
    '(idealCycleTime: A, partEvents: stream[B], plannedTime: C, productionEvents: stream[D], runningState: E) => stream[{H with quality: float, oee: float, availability: float, performance: float, runTime: F, _time: G, _stop: G}] where B: Record, D: Record, E: Equatable',
    {
      summary: 'Availability, performance, quality and their product, from events of states and of parts.',
      params: {
        ...params,
        productionEvents: 'Rows that say with `state` what the machine did from `_time` on; a `range` comes before.',
        partEvents: 'Rows with the running totals `partCount` and `badCount`; a `range` comes before.',
      },
      examples: [
        `import "array"
import "experimental/oee"

day = ${machine}

oee.computeAPQ(
    productionEvents: day,
    partEvents: day,
    runningState: "running",
    plannedTime: 8h,
    idealCycleTime: 1m,
)`,
      ],
      build: (args, context) => effectiveness(args, context),
    },
  ),
  APQ: composed(
    '(<-tables: stream[D], idealCycleTime: A, plannedTime: B, runningState: C) => stream[{G with quality: float, oee: float, availability: float, performance: float, runTime: E, _time: F, _stop: F}] where C: Equatable, D: Record',
    {
      summary: 'Availability, performance, quality and their product, from rows that tell states and parts together.',
      params: {
        ...params,
        tables: 'Rows with `state` and the running totals `partCount` and `badCount`; a `range` comes before.',
      },
      examples: [
        `import "array"
import "experimental/oee"

${machine}
    |> oee.APQ(runningState: "running", plannedTime: 8h, idealCycleTime: 1m)`,
      ],
      build: ({ tables, ...args }, context) =>
        effectiveness({ ...args, productionEvents: tables, partEvents: tables }, context),
    },
  ),
})

interface Arguments {
  readonly productionEvents: Value
  readonly partEvents: Value
  readonly runningState: Value
  readonly plannedTime: Value
  readonly idealCycleTime: Value
}

function effectiveness(args: Arguments, context: Context): Value {
  const call = callsOf(context)
  const float = (v: Value): Value => call('universe', 'float', { v })
  const nanoseconds = (v: Value): Value => float(call('universe', 'int', { v }))
  const [planned, ideal] = [nanoseconds(args.plannedTime), nanoseconds(args.idealCycleTime)]
  const total = counted('partCount', args.partEvents, call)
  const performance = joined(available(args, planned, call), total, call, (left, right) => {
    const made = product(float(field(right, 'partCount')), ideal)
    return { performance: ratio(made, float(field(left, 'runTime'))) }
  })
  const quality = joined(counted('badCount', args.partEvents, call), total, call, (left, right) => {
    const all = float(field(right, 'partCount'))
    return { quality: ratio(minus(all, float(field(left, 'badCount'))), all) }
  })
  return joined(performance, quality, call, (left, right) => {
    const good = field(right, 'quality')
    const parts = [field(left, 'availability'), field(left, 'performance'), good]
    return { quality: good, oee: parts.reduce(product) }
  })
}

type Call = (path: string, name: string, args: Record<string, Value>) => Value

const callsOf =
  (context: Context): Call =>
  (path, name, args) =>
    context.call(context.member(path, name) as FunctionValue, args)

/** The time the machine ran, and what part of the planned time that is. */
function available({ productionEvents, runningState }: Arguments, planned: Value, call: Call): Value {
  const unit = new Duration(0n, 1n)
  const timed = call('contrib/tomhollingworth/events', 'duration', { tables: productionEvents, unit, columnName: 'runTime' }) // biome-ignore format: one call
  const isRunning = nativeFunction('', '(r: {A with state: B}) => bool', ['r'], ({ r }) => {
    const state = field(r, 'state')
    return !isNull(state) && state === runningState
  })
  const running = call('universe', 'filter', { tables: timed, fn: isRunning })
  const summed = call('universe', 'sum', { tables: running, column: 'runTime' })
  const fn = nativeFunction('', '(r: A) => B', ['r'], ({ r }) =>
    extended(r, {
      _time: field(r, '_stop'),
      availability: ratio(call('universe', 'float', { v: field(r, 'runTime') }), planned),
    }),
  )
  return call('universe', 'map', { tables: summed, fn })
}

/** How much a running total grew, at the end of the range. */
function counted(column: string, partEvents: Value, call: Call): Value {
  const grown = call('universe', 'difference', { tables: partEvents, columns: [column], nonNegative: true })
  const summed = call('universe', 'sum', { tables: grown, column })
  return call('universe', 'duplicate', { tables: summed, column: '_stop', as: '_time' })
}

function joined(
  left: Value,
  right: Value,
  call: Call,
  more: (left: Value, right: Value) => Record<string, Value>,
): Value {
  const fn = nativeFunction('', '(left: A, right: B) => C', ['left', 'right'], args =>
    extended(args.left, more(args.left, args.right)),
  )
  return call('experimental', 'join', { left, right, fn })
}

const field = (record: Value, name: string): Value => (record as RecordValue).get(name) ?? nullOf('invalid')

function extended(record: Value, more: Record<string, Value>): RecordValue {
  return new RecordValue(new Map([...(record as RecordValue).fields, ...Object.entries(more)]))
}

const arithmetic =
  (compute: (a: number, b: number) => number) =>
  (a: Value, b: Value): Value =>
    isNull(a) || isNull(b) ? nullOf('float') : compute(a as number, b as number)
const product = arithmetic((a, b) => a * b)
const ratio = arithmetic((a, b) => a / b)
const minus = arithmetic((a, b) => a - b)
