// influxdata/influxdb/monitor: statuses out of rows, notifications out of statuses, and what became of them. Both are
// kept as points of the bucket `_monitoring`, unless a script sets the options `write` and `log`.
import { composed, constant, type Member, nativeFunction, option, packageOf, SYSTEM_BUCKET } from '../../../library/index.ts' // biome-ignore format: one line
import { callMember } from '../../composing.ts'
import { checked, dead, notified } from './monitor/checks.ts'
import { kept, PATH } from './monitor/kept.ts'
import { changes, stateChangesOf } from './monitor/levels.ts'

const kind = '(<-tables: stream[A]) => stream[A] where A: Record'
const tables = 'The rows.'
const span = { start: 'Where to begin to look, as a time or a duration.', stop: 'Where to end; now by default.' }

const keeping = (name: string, summary: string): Member =>
  option(
    kind,
    summary,
    nativeFunction(name, kind, ['<-tables'], (args, context) =>
      callMember(context, 'experimental', 'to', { tables: args.tables, bucket: SYSTEM_BUCKET }),
    ),
    { tables },
  )

const level = (name: string, value: string): Member =>
  constant('string', value, `The level "${value}", as checks write it into \`_level\`.`, [
    `monitor.${name} // "${value}"`,
  ])

const statuses = `array.from(
    rows: [
        {_time: 2024-01-01T00:00:00Z, _level: "ok", host: "a", usage: 0.4},
        {_time: 2024-01-01T00:01:00Z, _level: "crit", host: "a", usage: 0.9},
        {_time: 2024-01-01T00:02:00Z, _level: "crit", host: "a", usage: 0.8},
        {_time: 2024-01-01T00:03:00Z, _level: "ok", host: "a", usage: 0.3},
    ],
)
    |> group(columns: ["host"])`
const imports = 'import "array"\nimport "influxdata/influxdb/monitor"\n\n'

const changing = (summary: string): Member =>
  composed(
    '(<-tables: stream[{D with _level: C}], ?fromLevel: A, ?toLevel: B) => stream[E] where A: Equatable, B: Equatable, C: Equatable, E: Record',
    {
      summary,
      params: {
        tables: 'Statuses, with `_level` and a `_time` or `_source_timestamp` to order them by.',
        fromLevel: 'The level before; any by default.',
        toLevel: 'The level after; any by default.',
      },
      defaults: { fromLevel: 'any', toLevel: 'any' },
      examples: [`${imports}${statuses}\n    |> monitor.stateChanges(fromLevel: "ok", toLevel: "crit")`],
      build: ({ tables, fromLevel, toLevel }, context) =>
        fromLevel === 'any' && toLevel === 'any'
          ? changes(tables, context)
          : stateChangesOf(tables, fromLevel, toLevel, context),
    },
  )

const checkExample = `${imports}array.from(rows: [{_time: now(), _measurement: "cpu", host: "a", usage: 0.95}])
    |> group(columns: ["_measurement", "host"])
    |> monitor.check(
        data: {_check_id: "0001", _check_name: "CPU", _type: "threshold", tags: {team: "ops"}},
        messageFn: (r) => "\${r.host} is \${r._level}",
        crit: (r) => r.usage > 0.9,
        warn: (r) => r.usage > 0.8,
    )`

export const monitor = packageOf(PATH, 'Watches rows: statuses by level, notifications, and what became of them.', {
  bucket: constant('string', SYSTEM_BUCKET, 'The bucket of statuses and notifications.', [
    'monitor.bucket // "_monitoring"',
  ]),
  write: keeping('write', 'Where `check` keeps statuses; the bucket `_monitoring` until a script says otherwise.'),
  log: keeping('log', 'Where `notify` keeps notifications; the bucket `_monitoring` until a script says otherwise.'),
  levelOK: level('levelOK', 'ok'),
  levelInfo: level('levelInfo', 'info'),
  levelWarn: level('levelWarn', 'warn'),
  levelCrit: level('levelCrit', 'crit'),
  levelUnknown: level('levelUnknown', 'unknown'),
  from: composed(
    '(start: A, ?fn: (r: {C with _measurement: string, _stop: time, _start: time, _time: time, _value: B, _field: string}) => bool, ?stop: D) => stream[E] where E: Record',
    {
      summary: 'The statuses kept in `_monitoring`, a row each.',
      params: { ...span, fn: 'Which points count; all do by default.' },
      examples: ['import "influxdata/influxdb/monitor"\n\nmonitor.from(start: -1h)'],
      build: (args, context) => kept('statuses', args, context),
    },
  ),
  logs: composed(
    '(fn: (r: {B with _measurement: string, _stop: time, _start: time, _time: time, _value: A, _field: string}) => bool, start: C, ?stop: D) => stream[E] where E: Record',
    {
      summary: 'The notifications kept in `_monitoring`, a row each.',
      params: { ...span, fn: 'Which points count.' },
      examples: ['import "influxdata/influxdb/monitor"\n\nmonitor.logs(start: -1h, fn: (r) => true)'],
      build: (args, context) => kept('notifications', args, context),
    },
  ),
  check: composed(
    '(<-tables: stream[J], data: {E with _check_name: A, _check_id: B, _type: C, tags: D}, messageFn: (r: {H with _measurement: string, _source_measurement: F, _type: C, _check_id: B, _check_name: A, _level: string, _source_timestamp: int, _time: time, _time: G, _measurement: F}) => I, ?crit: (r: {H with _time: G, _measurement: F}) => bool, ?info: (r: {H with _time: G, _measurement: F}) => bool, ?ok: (r: {H with _time: G, _measurement: F}) => bool, ?warn: (r: {H with _time: G, _measurement: F}) => bool) => stream[{H with _message: I, _measurement: string, _source_measurement: F, _type: C, _check_id: B, _check_name: A, _level: string, _source_timestamp: int, _time: time, _time: G, _measurement: F}] where D: Record, J: Record',
    {
      summary: 'A status for each row: the first level whose function is true, asked from `crit` down to `ok`.',
      params: {
        tables: 'Rows with `_time` and `_measurement`, a column a field.',
        data: 'Who checks: `_check_id`, `_check_name`, `_type`, and `tags` as a record of what to add.',
        messageFn: 'A function of the status that gives its message.',
        crit: 'Whether a row is critical; none is by default.',
        warn: 'Whether a row is a warning; none is by default.',
        info: 'Whether a row is worth knowing; none is by default.',
        ok: 'Whether a row is well; all are by default. What is none of these has the level "unknown".',
      },
      examples: [checkExample],
      build: (args, context) => checked(args, context),
    },
  ),
  deadman: composed(
    '(<-tables: stream[{C with _time: B}], t: A) => stream[{C with dead: bool, _time: B}] where A: Comparable, B: Comparable',
    {
      summary: 'The last row of each table, and in `dead` whether it is older than a time.',
      params: {
        tables: 'Tables with `_time`, one a thing that reports.',
        t: 'What reported last before then is dead.',
      },
      examples: [`${imports}${statuses}\n    |> monitor.deadman(t: 2024-01-01T00:10:00Z)`],
      build: ({ tables, t }, context) => dead(tables, t, context),
    },
  ),
  notify: composed(
    '(<-tables: stream[E], data: A, endpoint: (<-: stream[{C with _measurement: string, _status_timestamp: int, _time: time, _time: B}]) => stream[D]) => stream[D] where A: Record, D: Record, E: Record',
    {
      summary: 'Sends each status through an endpoint and keeps what became of it.',
      params: {
        tables: 'Statuses.',
        data: 'A record of what to add to each notification, such as the rule’s id and name.',
        endpoint: 'What sends, such as `slack.endpoint(url: "…")(mapFn: (r) => ({…}))`.',
      },
      examples: [
        `${imports}${statuses}
    |> set(key: "_measurement", value: "statuses")
    |> group(columns: ["_measurement", "host"])
    |> monitor.notify(
        data: {_notification_rule_id: "0002", _notification_rule_name: "Tell"},
        endpoint: (tables=<-) => tables |> map(fn: (r) => ({r with _sent: "true"})),
    )`,
      ],
      build: (args, context) => notified(args, context),
    },
  ),
  stateChanges: changing('The statuses at which the level changed, from one level to another.'),
  _stateChanges: composed(
    '(<-tables: stream[{D with _level: C}], ?fromLevel: A, ?toLevel: B) => stream[E] where A: Equatable, B: Equatable, C: Equatable, E: Record',
    {
      summary: 'The statuses of one level that come right after one of another; what `stateChanges` stands on.',
      params: { tables: 'Statuses.', fromLevel: 'The level before.', toLevel: 'The level after.' },
      defaults: { fromLevel: 'any', toLevel: 'any' },
      build: ({ tables, fromLevel, toLevel }, context) => stateChangesOf(tables, fromLevel, toLevel, context),
    },
  ),
  stateChangesOnly: composed('(<-tables: stream[{B with _level: A}]) => stream[C] where A: Equatable, C: Record', {
    summary: 'The statuses whose level is another than that before.',
    params: { tables: 'Statuses, with `_level` and a `_time` or `_source_timestamp` to order them by.' },
    examples: [`${imports}${statuses}\n    |> monitor.stateChangesOnly()`],
    build: ({ tables }, context) => changes(tables, context),
  }),
})
