// Whole stages and whole beginnings of scripts, with places to fill in.
import { type Completion, completion } from './completion.ts'

const snippet = (label: string, insert: string, detail: string, rank: number): Completion =>
  completion({ label, kind: 'snippet', insert, detail, snippet: true, rank })

export const stageSnippets: readonly Completion[] = [
  ['filter measurement', 'filter(fn: (r) => r._measurement == "$1")$0', 'rows of one measurement'],
  ['filter field', 'filter(fn: (r) => r._field == "$1")$0', 'rows of one field'],
  ['filter tag', 'filter(fn: (r) => r.${1:host} == "$2")$0', 'rows with a tag'],
  ['mean of windows', 'aggregateWindow(every: ${1:1m}, fn: ${2:mean}, createEmpty: ${3:false})$0', 'one row a window'],
  ['rate of a counter', 'derivative(unit: ${1:1s}, nonNegative: true)$0', 'change per unit of time'],
  ['fields as columns', 'pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")$0', 'one row a time'],
  ['one table', 'group()$0', 'all rows together'],
  ['compute a column', 'map(fn: (r) => ({r with $1: $2}))$0', 'for each row'],
].map(([label, insert, detail], place) => snippet(label!, insert!, detail!, 12 + place / 100))

export const statementSnippets: readonly Completion[] = [
  [
    'query a bucket',
    'from(bucket: "$1")\n    |> range(start: ${2:-1h})\n    |> filter(fn: (r) => r._measurement == "$3")$0',
    'from, range, filter',
  ],
  ['scrape metrics', 'import "experimental/prometheus"\n\nprometheus.scrape(url: "$1")$0', 'a Prometheus endpoint'],
  [
    'rows by hand',
    'import "array"\n\narray.from(rows: [{_time: ${1:2026-01-01T00:00:00Z}, _value: ${2:1.0}}])$0',
    'a table written out',
  ],
  ['task', 'option task = {name: "$1", every: ${2:1h}}\n\n$0', 'run at regular intervals'],
  ['function', '${1:name} = (tables=<-) => tables\n    |> $0', 'a stage of your own'],
].map(([label, insert, detail], place) => snippet(label!, insert!, detail!, 25 + place / 100))
