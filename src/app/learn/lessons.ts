// "Flux in fifteen minutes": twelve pages, each with a script of the gallery that can be changed and run where it stands.
import { exampleAt } from '../../examples/index.ts'

export interface Lesson {
  readonly title: string
  /** Paragraphs before the script; code stands between backticks. */
  readonly before: readonly string[]
  readonly script: string
  /** What to try with it. */
  readonly tries: readonly string[]
}

const lesson = (title: string, example: string, before: readonly string[], tries: readonly string[]): Lesson => ({
  title,
  before,
  script: exampleAt(example).text,
  tries,
})

export const lessons: readonly Lesson[] = [
  lesson(
    'Tables',
    'start/rows',
    [
      'Everything Flux works on is a table: columns with a name and a type, and rows. Here the rows are written out by hand, as a list of records; each record is a row, each of its fields a column.',
      'The types are those of the values: texts are strings, `-4.0` is a float, `3` would be an int. A column has one type in all of its rows.',
    ],
    ['Add a row.', 'Write `2` instead of `2.0` and read what the message says.'],
  ),
  lesson(
    'Pipelines',
    'start/pipeline',
    [
      'A script is a pipeline. `|>` hands the tables on its left to the function on its right, which answers with new tables; nothing is ever changed in place.',
      '`filter` keeps the rows for which its function says true. `map` makes a new row of each row. `{r with …}` is the row `r` with something changed or added. `limit` keeps the first rows of each table.',
    ],
    ['Take the `limit` away.', 'Swap `filter` and `map`: what does the filter compare now?'],
  ),
  lesson(
    'Columns',
    'start/columns',
    [
      'Columns are computed with `map`, and chosen and named with `keep`, `drop` and `rename`.',
      'Flux never turns one type into another by itself: a float and an int cannot be multiplied. `float(v: r.count)` makes a float of the count. Functions are called with the names of their parameters, so the order does not matter.',
    ],
    ['Leave `float(v: …)` away to see the message.', 'Keep only `article` and `total`, with `keep(columns: […])`.'],
  ),
  lesson(
    'Many tables: the group key',
    'tables/group',
    [
      'A stream is not one table but many. Columns that hold one value in the whole of a table can be its group key: they tell the tables apart. On this page they carry a key, and their values stand above each table.',
      '`group(columns: […])` cuts the rows anew, one table for each combination of values. What comes after it, such as `sum`, works on each table by itself.',
    ],
    ['Use `group()` without columns: one table, one sum.', 'Put `mean()` in the place of `sum()`.'],
  ),
  lesson(
    'Reading metrics',
    'scrape/documentation',
    [
      'Most tables come from somewhere. `prometheus.scrape` reads a page of metrics, as Prometheus does, and makes a table of each series: its labels are columns of the group key, its value is `_value`.',
      '`import` makes a package known. This script reads a sample that comes with the page; any address that lets a browser read it will do.',
    ],
    ['Keep one metric with `filter(fn: (r) => r._field == "…")`.', 'Count the series with `group() |> count()`.'],
  ),
  lesson(
    'Windows of time',
    'windows/means',
    [
      'Rows with a time are usually looked at in windows. `range` says which time is meant, `aggregateWindow` cuts it into equal stretches and makes one row of each with the function you name.',
      'Durations are written as they are said: `20s`, `5m`, `1h`, `1d`, `1mo`.',
    ],
    [
      'Use windows of `10s` and `fn: max`.',
      'Set `createEmpty: true`: windows without rows become rows without a value.',
    ],
  ),
  lesson(
    'Counters and rates',
    'windows/rates',
    [
      'Counters only grow, so the number itself says little. `derivative` gives how much it grew per unit of time. With `nonNegative: true` a restart, where the counter begins at zero again, is no negative rate but a row without a value.',
    ],
    ['Ask for the growth per minute with `unit: 1m`.', 'Compare with `increase()`, the growth in all.'],
  ),
  lesson(
    'Fields side by side',
    'tables/pivot',
    [
      'Stored series have one value a row, and the name of what was measured in `_field`. To compute with several of them, they have to stand in one row: `pivot` makes a column of each name.',
      'Rows with the same `rowKey` become one row.',
    ],
    ['Add `map(fn: (r) => ({r with feels: r.temperature + r.humidity / 20.0}))`.'],
  ),
  lesson(
    'Joins',
    'joins/inner',
    [
      '`join.inner` puts rows of two streams together where `on` holds; `as` says what the new row looks like. `join.left` keeps every row of the left, with nulls where there is no partner.',
    ],
    ['Make it `join.left`.', 'Give the load another name in the result.'],
  ),
  lesson(
    'Missing values',
    'values/nulls',
    [
      'A value may be missing. Null is not zero and not an empty text, and a comparison with it is neither true nor false: filters drop the row. `exists r.x` asks whether there is a value, `fill` puts one in its place.',
    ],
    ['Put `fill(value: 0.0)` before the `map`: everything is known now.'],
  ),
  lesson(
    'Functions of your own',
    'start/functions',
    [
      'A function is written with its parameters, an arrow and what it answers. The parameter with `=<-` takes what is piped in, so the function can stand in a pipeline like those of Flux itself. A parameter with a value, as in `limit=5.0`, need not be given.',
    ],
    ['Give `limit` a value of its own and call `above()` without it.'],
  ),
  lesson(
    'Keeping results',
    'buckets/write',
    [
      '`to` writes rows to a bucket: `_measurement`, `_field`, `_value` and `_time` have to be there, other text columns become tags. This bucket lives in your browser; with a host, an organisation and a token it is one of InfluxDB.',
      '`from(bucket: "…") |> range(start: -1h)` reads it again, and `option task` has a script run at regular intervals. You have seen most of what scripts are made of; the reference has the rest.',
    ],
    ['Run it twice, then read the bucket with the example "Read".'],
  ),
]
