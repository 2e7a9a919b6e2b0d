// What is offered where. `|` is the cursor.
import { describe, expect, test } from 'vitest'
import { atCursor } from '../../testing/cursor.ts'
import { type Completion, complete, type Knowledge, nothingKnown } from '../index.ts'

function offered(marked: string, knowledge: Knowledge = nothingKnown): readonly Completion[] {
  const { text, offset } = atCursor(marked)
  return complete(text, offset, knowledge)?.items ?? []
}

const labels = (marked: string, knowledge?: Knowledge): string[] => offered(marked, knowledge).map(one => one.label)

/** The text after an item was taken, with snippet places as they are. */
function taken(marked: string, label: string): string {
  const { text, offset } = atCursor(marked)
  const found = complete(text, offset, nothingKnown)!
  const item = found.items.find(one => one.label === label)!
  expect(
    item,
    `${label} among ${found.items
      .map(i => i.label)
      .join(' ')
      .slice(0, 300)}`,
  ).toBeDefined()
  const edits = [...item.also, { ...found.replaces, text: item.insert }].sort((a, b) => b.from - a.from)
  return edits.reduce((out, { from, to, text }) => out.slice(0, from) + text + out.slice(to), text)
}

describe('names', () => {
  test('of the prelude, called with what they ask for', () => {
    expect(taken('fro|', 'from')).toBe('from($0)')
    expect(taken('x = dura|', 'duration')).toBe('x = duration(v: $1)$0')
  })
  test('of the script, before the prelude', () => {
    expect(labels('limit5 = 5\nx = 1 + lim|')[0]).toBe('limit5')
    expect(labels('f = (a, b=2) => a + |').slice(0, 2).sort()).toEqual(['a', 'b'])
  })
  test('not behind a statement', () => {
    expect(labels('import "array"|')).toEqual([])
    expect(labels('x = 1 |')).toEqual([])
  })
  test('not where a name is given', () => {
    expect(labels('fo| = 1')).toEqual([])
    expect(labels('f = (fo|) => 1')).toEqual([])
  })
  test('not in comments, patterns and numbers', () => {
    expect(labels('// fro|')).toEqual([])
    expect(labels('x = 12|')).toEqual([])
    expect(labels('x = r =~ /fro|/')).toEqual([])
  })
  test('after option', () => {
    expect(labels('option ta|')).toContain('task')
    expect(taken('option |', 'now')).toBe('option now = () => ${1:2026-01-01T00:00:00Z}')
  })
  test('keys of the task option', () => {
    expect(labels('option task = {name: "a", |}')).toContain('every')
  })
})

describe('members of packages', () => {
  test('imported', () => {
    expect(labels('import "strings"\nx = strings.toU|')).toContain('toUpper')
    expect(taken('import "strings"\nx = strings.toU|', 'toUpper')).toBe(
      'import "strings"\nx = strings.toUpper(v: "$1")$0',
    )
    expect(taken('import s "strings"\nx = s.t|', 'title')).toContain('s.title(v: "$1")$0')
  })
  test('not imported: the import comes with it, in its place', () => {
    expect(taken('import "array"\nimport "types"\n\nx = strings.toU|', 'toUpper')).toBe(
      'import "array"\nimport "strings"\nimport "types"\n\nx = strings.toUpper(v: "$1")$0',
    )
    expect(taken('x = toUpp|', 'strings.toUpper')).toBe('import "strings"\n\nx = strings.toUpper(v: "$1")$0')
  })
  test('a name that is called already stays a name', () => {
    expect(taken('import "strings"\nx = strings.toU|(v: "a")', 'toUpper')).toBe(
      'import "strings"\nx = strings.toUpper(v: "a")',
    )
  })
  test('paths to import', () => {
    expect(labels('import "exper|')).toContain('experimental/prometheus')
    expect(labels('import "strings"\nimport "|"')).not.toContain('strings')
    expect(taken('import "prom|', 'experimental/prometheus')).toBe('import "experimental/prometheus')
  })
})

describe('stages', () => {
  const data = 'import "array"\ndata = array.from(rows: [{_time: 2026-01-01T00:00:00Z, host: "a", _value: 1.0}])\n'
  test('only what takes the type on the left', () => {
    const found = labels(`${data}data |> |`)
    expect(found).toEqual(expect.arrayContaining(['filter', 'map', 'group', 'aggregateWindow']))
    expect(found).not.toContain('findRecord2')
    expect(found).not.toContain('length')
    expect(found).not.toContain('from')
    expect(labels('[1, 2] |> |')).toContain('length')
    expect(labels('[1, 2] |> |')).not.toContain('filter')
  })
  test('of the script', () => {
    expect(labels('mine = (tables=<-) => tables |> limit(n: 1)\nfrom(bucket: "b") |> m|')).toContain('mine')
  })
  test('with places for what they ask for', () => {
    expect(taken(`${data}data\n    |> aggre|`, 'aggregateWindow')).toBe(
      `${data}data\n    |> aggregateWindow(every: \${1:1m}, fn: \${2:mean})$0`,
    )
    expect(taken(`${data}data |> filt|\n    |> limit(n: 1)`, 'filter')).toBe(
      `${data}data |> filter(fn: (r) => $1)$0\n    |> limit(n: 1)`,
    )
    expect(labels(`${data}data |> fil|`)).toContain('filter measurement')
  })
})

describe('arguments', () => {
  test('those not given yet, required ones first', () => {
    expect(labels('from(bucket: "b") |> aggregateWindow(|)').slice(0, 2)).toEqual(['every', 'fn'])
    expect(labels('from(bucket: "b") |> aggregateWindow(every: 1m, |)')[0]).toBe('fn')
    expect(labels('from(bucket: "b") |> aggregateWindow(|, fn: mean)')).not.toContain('fn')
    expect(labels('f = (a, b=1) => a\nf(|')).toEqual(['a', 'b'])
  })
  test('with a value to begin with', () => {
    expect(taken('from(buc|', 'bucket')).toBe('from(bucket: "$1"')
  })
  test('values that fit come first', () => {
    expect(labels('from(bucket: "b") |> range(start: |)').slice(0, 2)).toEqual(['-1h', '-1d'])
    expect(labels('from(bucket: "b") |> aggregateWindow(every: |, fn: mean)')[0]).toBe('10s')
    expect(taken('from(bucket: "b") |> aggregateWindow(every: 1m, fn: me|)', 'mean')).toContain('fn: mean)')
  })
  test('words an argument takes', () => {
    expect(labels('import "csv"\ncsv.from(csv: "", mode: "|")')).toEqual(['annotations', 'raw'])
    expect(labels('import "timezone"\noption location = timezone.location(name: "Eur|")')).toContain('Europe/Berlin')
  })
  test('buckets and addresses that are known', () => {
    const knowledge = { ...nothingKnown, buckets: ['home'], addresses: ['http://localhost:8086/metrics'] }
    expect(labels('from(bucket: "|")', knowledge)).toEqual(['home'])
    expect(labels('import "experimental/prometheus"\nprometheus.scrape(url: "|', knowledge)).toEqual([
      'http://localhost:8086/metrics',
    ])
  })
})

describe('columns', () => {
  const source = 'import "array"\ndata = array.from(rows: [{_time: 2026-01-01T00:00:00Z, host: "a", _value: 1.0}])\n'
  test('of a row, as the script has them', () => {
    expect(labels(`${source}data |> filter(fn: (r) => r.|)`)).toEqual(['_time', 'host', '_value'])
    expect(labels(`${source}data |> drop(columns: ["host"]) |> map(fn: (r) => ({x: r.|}))`)).not.toContain('host')
  })
  test('of a bucket and of a scrape', () => {
    expect(labels('from(bucket: "b") |> range(start: -1h) |> filter(fn: (r) => r._m|')).toContain('_measurement')
  })
  test('in lists and brackets', () => {
    expect(labels(`${source}data |> group(columns: ["|"])`)).toEqual(['_time', 'host', '_value'])
    expect(labels(`${source}data |> group(columns: ["host", "|])`)).toContain('_value')
    expect(labels(`${source}data |> mean(column: "|")`)).toContain('host')
    expect(labels(`${source}data |> filter(fn: (r) => r["|"] == "a")`)).toContain('host')
  })
  test('of both sides of a join', () => {
    const join = `import "join"\n${source}b = array.from(rows: [{host: "a", note: "n"}])\n`
    expect(
      labels(
        `${join}join.left(left: data, right: b, on: (l, r) => l.host == r.host, as: (l, r) => ({l with note: r.|}))`,
      ),
    ).toEqual(['host', 'note'])
  })
  const run = {
    text: 'from(bucket: "b")\n    |> range(start: -1h)\n',
    stages: [
      {
        from: 25,
        to: 42,
        tables: 2,
        rows: 4,
        columns: [
          { name: '_time', type: 'time', inKey: false, texts: [] },
          { name: 'host', type: 'string', inKey: true, texts: ['web', 'db'] },
        ],
      },
    ],
  }
  const knowledge = { ...nothingKnown, run }
  test('that the last run saw, through stages that keep them', () => {
    expect(
      labels('from(bucket: "b") |> range(start: -1h) |> limit(n: 5) |> group(columns: ["|"])', knowledge),
    ).toContain('host')
    expect(
      offered('from(bucket: "b") |> range(start: -1h) |> filter(fn: (r) => r.h|)', knowledge).find(
        one => one.label === 'host',
      )?.detail,
    ).toBe('string, group key')
    expect(labels('from(bucket: "b") |> range(start: -2h) |> group(columns: ["|"])', knowledge)).not.toContain('host')
  })
  test('with the texts it saw', () => {
    expect(labels('from(bucket: "b") |> range(start: -1h) |> filter(fn: (r) => r.host == "|")', knowledge)).toEqual([
      'web',
      'db',
    ])
    const first = offered('from(bucket: "b") |> range(start: -1h) |> filter(fn: (r) => r.host == |)', knowledge)[0]
    expect(first?.insert).toBe('"web"')
  })
})

test('other fields of a record', () => {
  expect(labels('point = {lat: 1.0, lon: 2.0}\nx = point.|')).toEqual(['lat', 'lon'])
})
