// What is advised, and where there must be silence: `code at text` of each piece of advice.
import { describe, expect, test } from 'vitest'
import { patternFault } from '../values/index.ts'
import { diagnose as diagnoseDocument, openScript } from './index.ts'

const diagnose = (text: string) => diagnoseDocument(openScript(text, { patternFault }))

function advised(text: string): string[] {
  return diagnose(text)
    .filter(one => one.severity !== 'error')
    .map(({ code, from, to }) => `${code} at ${text.slice(from, to)}`)
}

describe('unused', () => {
  test('imports and variables', () => {
    expect(advised('import "math"\nx = 1')).toEqual(['unused-import at import "math"', 'unused-variable at x'])
    expect(advised('f = (a) => {\n b = 1\n return a\n}\nf(a: 1)')).toEqual(['unused-variable at b'])
  })
  test('a package exports its variables; options and names with `_` are nobody’s business', () => {
    expect(advised('package p\nx = 1')).toEqual([])
    expect(advised('option task = {name: "t", every: 1h}\n_x = 1')).toEqual([])
  })
})

describe('chains', () => {
  const source = 'from(bucket: "b")'
  test('a bucket without a range', () => {
    expect(advised(`${source} |> limit(n: 1)`)).toEqual([`missing-range at ${source}`])
    expect(advised(`data = ${source}\ndata |> limit(n: 1)`)).toEqual([`missing-range at ${source}`])
    expect(advised(`data = ${source}\ndata |> range(start: -1h)`)).toEqual([])
    expect(advised(`f = (t=<-) => t |> range(start: -1h)\n${source} |> f()`)).toEqual([])
  })
  test('results with one name', () => {
    const data = `data = ${source} |> range(start: -1h)\n`
    expect(advised(`${data}data |> limit(n: 1)\ndata |> first()`)).toEqual(['result-name at first()'])
    const twice = 'data |> yield(name: "a")\n'
    expect(advised(data + twice + twice)).toEqual(['result-name at yield(name: "a")'])
    expect(advised(`${data}data |> first() |> yield(name: "a")\ndata |> last()`)).toEqual([])
    // Here the first is only on the way to the second.
    expect(advised(`${data}data\ndata |> first()`)).toEqual([])
  })
})

describe('members', () => {
  test('deprecated ones say what to use', () => {
    const found = diagnose('import "experimental"\nexperimental.addDuration(d: 1h, to: now())')
    expect(found.map(one => one.message)).toContain('`addDuration` is deprecated: use `date.add`')
  })
  test('experimental packages, once', () => {
    const text = 'import "experimental/prometheus"\nprometheus.scrape(url: "u")'
    expect(advised(text)).toEqual(['experimental at "experimental/prometheus"'])
  })
})

test('what InfluxDB’s dashboards bring is no error, unless the script defines it', () => {
  const use = 'from(bucket: v.defaultBucket) |> range(start: v.timeRangeStart)'
  expect(diagnose(use).map(one => one.severity)).toEqual(['warning'])
  expect(diagnose(`option v = {defaultBucket: "b", timeRangeStart: -1h}\n${use}`)).toEqual([])
  expect(diagnose(`option v = {defaultBucket: "b"}\n${use}`).map(one => one.code)).toEqual(['missing-label'])
})

describe('comments switch advice off', () => {
  test('from there on, and on the next line', () => {
    expect(advised('// flux-lint-disable\nimport "math"\nx = 1')).toEqual([])
    expect(advised('import "math"\n// flux-lint-disable unused-variable\nx = 1')).toEqual([
      'unused-import at import "math"',
    ])
    expect(advised('// flux-lint-disable-next-line unused-variable\nx = 1\ny = 2')).toEqual(['unused-variable at y'])
  })
  test('errors stay', () => {
    expect(diagnose('// flux-lint-disable\nx = nowhere').map(one => one.code)).toContain('undefined')
  })
})

describe('columns', () => {
  const rows = 'import "array"\narray.from(rows: [{_time: now(), host: "a", _value: 1.0}])\n'
  const text = '#datatype,string,long,dateTime:RFC3339,string,double\\n,result,table,_time,host,_value\\n'
  const csv = `import "csv"\ncsv.from(csv: "${text.replaceAll('\\n', '\n')}")\n`
  const bucket = 'from(bucket: "b") |> range(start: -1h)\n'

  const misspelt: readonly [string, string][] = [
    [`${rows} |> group(columns: ["hosts"])`, '"hosts"'],
    [`${rows} |> sum(column: "_vlaue")`, '"_vlaue"'],
    [`${csv} |> filter(fn: (r) => r.hots == "a")`, 'hots'],
    [`${csv} |> filter(fn: (r) => r["hots"] == "a")`, '"hots"'],
    [`${csv} |> map(fn: (r) => ({r with area: r._value})) |> keep(columns: ["aera"])`, '"aera"'],
    [`${csv} |> rename(columns: {host: "machine"}) |> group(columns: ["machin"])`, '"machin"'],
    [`${csv} |> drop(columns: ["host"]) |> set(key: "place", value: "x") |> group(columns: ["plac"])`, '"plac"'],
    [`${csv} |> duplicate(column: "_value", as: "second") |> max(column: "secnd")`, '"secnd"'],
    [`${csv} |> window(every: 1m) |> group(columns: ["_strat"])`, '"_strat"'],
    [`${bucket} |> filter(fn: (r) => r._feild == "x")`, '_feild'],
    [`${bucket} |> pivot(rowKey: ["_tme"], columnKey: ["_field"], valueColumn: "_value")`, '"_tme"'],
    ['import "sampledata"\nsampledata.int() |> group(columns: ["tags"])', '"tags"'],
  ]
  for (const [program, place] of misspelt) {
    test(`misspelt: ${program.split('|>').slice(1).join('|>').trim()}`, () => {
      expect(advised(program).filter(one => one.startsWith('column'))).toEqual([`column at ${place}`])
    })
  }

  const pivot = 'pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")'
  const fields = 'import "array"\narray.from(rows: [{_field: "used", _value: 1}, {_field: "free", _value: 2}])'
  const gone: readonly [string, string][] = [
    [`${bucket} |> ${pivot} |> filter(fn: (r) => r._value > 1.0)`, 'pivot'],
    [`${bucket} |> ${pivot} |> sort(columns: ["_field"])`, 'pivot'],
    [`${bucket} |> drop(columns: ["host"]) |> group(columns: ["host"])`, 'drop'],
    [`${bucket} |> keep(columns: ["_time", "_value"]) |> filter(fn: (r) => r.host == "a")`, 'keep'],
    [`${csv} |> rename(columns: {host: "machine"}) |> map(fn: (r) => ({r with x: r.host}))`, 'rename'],
  ]
  for (const [program, by] of gone) {
    test(`gone: ${program.split('|>').slice(1).join('|>').trim()}`, () => {
      const found = diagnose(program).filter(one => one.code === 'column')
      expect(found.map(one => one.message)).toEqual([expect.stringContaining(`\`${by}\` before it`)])
    })
  }

  test('a pivot of literal rows makes columns that are known', () => {
    expect(advised(`${fields} |> ${pivot} |> sum(column: "used")`)).toEqual([])
    expect(advised(`${fields} |> ${pivot} |> sum(column: "usde")`)).toEqual(['column at "usde"'])
  })

  const silent = [
    `${bucket} |> drop(columns: ["host"]) |> set(key: "host", value: "x") |> group(columns: ["host"])`,
    `${bucket} |> keep(columns: ["_time"]) |> keep(columns: ["_time", "host"])`,
    `${bucket} |> keep(columns: ["_field", "_value"]) |> ${pivot.replace('"_time"', '')} |> sum(column: "used")`,
    `${rows} |> group(columns: ["host"])`,
    `${bucket} |> filter(fn: (r) => r.valu == 1 and r.hots == "a")`,
    `${bucket} |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value") |> sum(column: "value")`,
    `${csv} |> filter(fn: (r) => exists r.hots and r.hots == "a")`,
    `${csv} |> rename(fn: (column) => column + "s") |> group(columns: ["hosts"])`,
    `${csv} |> group(columns: ["somethingElse"])`,
    'f = (t=<-) => t\nimport "csv"'.split('\n').reverse().join('\n') +
      `\n${csv.split('\n').slice(1).join('\n')} |> f() |> group(columns: ["hosts"])`,
  ]
  for (const program of silent) {
    test(`silence: ${program.split('|>').slice(1).join('|>').trim()}`, () => {
      expect(advised(program).filter(one => one.startsWith('column'))).toEqual([])
    })
  }
})
