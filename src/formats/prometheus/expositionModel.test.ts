// The parser against a model of it: pages made of few names and labels, so that lines repeat each other in every way.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cell, forEachTable, type TableStream } from '../../tables/index.ts'
import { expositionReader } from './index.ts'

interface Sample {
  readonly name: string
  readonly labels: ReadonlyArray<readonly [name: string, value: string]>
  readonly value: string
  readonly time: string
  readonly blanks: readonly string[]
  readonly comma: boolean
}

const names = ['a', 'ab', 'a_bucket', 'a_sum', 's', 's_count', 'g:x']
const values = ['', '1', '12', '1.0', '+Inf', 'x', 'é', 'q\\"', 'n\\n', '\\\\', 'line\nend', '}', 'a=\\"b\\"', ',']
const blank = fc.constantFrom('', '', '', ' ', '\t ')
const sample = fc.record({
  name: fc.constantFrom(...names),
  labels: fc.uniqueArray(
    fc.tuple(fc.constantFrom('a', 'ab', 'le', 'quantile', 'Z', '_x'), fc.constantFrom(...values)),
    {
      selector: ([name]) => name,
      maxLength: 4,
    },
  ),
  value: fc.constantFrom('1', '-2.5', '1e3', 'NaN', '+Inf', '0.1234567890123456', '12345678901234567890'),
  time: fc.constantFrom('', '', ' 1700000000000', ' 0', '\t5'),
  blanks: fc.array(blank, { minLength: 9, maxLength: 9 }),
  comma: fc.boolean(),
})
const line = fc.oneof(
  { arbitrary: sample, weight: 12 },
  fc.constantFrom('# HELP a x', '', '# a comment', '#TYPE a gauge', '# TYPE a histogram', '# TYPE s summary', '# TYPE g:x counter'),
) // biome-ignore format: one list

function written(l: Sample | string): string {
  if (typeof l === 'string') return l
  const [b0, b1, b2, b3, b4, b5, b6, b7, b8] = l.blanks
  const inner = l.labels.map(([k, v]) => `${b2}${k}${b3}=${b4}"${v}"${b5}`).join(',')
  const braces = l.labels.length === 0 ? (l.comma ? '{}' : '') : `{${inner}${l.comma ? ',' : ''}${b6}}`
  const gap = braces === '' ? b1 || ' ' : b7
  return `${b0}${l.name}${b1}${braces}${gap}${l.value}${l.time}${b8}`
}

const unescaped = (text: string): string => text.replace(/\\([\\"n])/g, (_, c: string) => (c === 'n' ? '\n' : c))
const bounds: Readonly<Record<string, string>> = { '1': '1', '12': '12', '1.0': '1', '+Inf': '+Inf' }

/** Series by first appearance, each `field|label=value…` with its rows. */
function model(lines: readonly (Sample | string)[]): Array<[key: string, rows: string[]]> {
  const types = new Map<string, string>()
  const out = new Map<string, string[]>()
  for (const l of lines) {
    if (typeof l === 'string') {
      const m = /^# TYPE (\S+) (\S+)$/.exec(l)
      if (m && !types.has(m[1])) types.set(m[1], m[2])
      continue
    }
    const family = l.name.replace(/_(bucket|sum|count)$/, '')
    const labels = new Map(l.labels.map(([k, v]) => [k, unescaped(v)]))
    let field = l.name
    let kept = false
    if (types.get(family) === 'histogram' && l.name !== family) {
      if (l.name.endsWith('_bucket')) {
        const le = bounds[labels.get('le') ?? 'x']
        if (le !== undefined) {
          kept = true
          field = family
          labels.set('le', le)
        }
      } else kept = true
    }
    if (types.get(family) === 'summary') {
      if (l.name !== family) kept = true
      else {
        const quantile = bounds[labels.get('quantile') ?? 'x']
        if (quantile !== undefined) labels.set('quantile', quantile)
      }
    }
    const value = l.value === '+Inf' ? Infinity : Number(l.value)
    if (Number.isNaN(value) && !kept) continue
    const key = [field, ...[...labels].map(([k, v]) => `${k}=${v}`).sort()].join('|')
    const ms = Number(l.time)
    const rows = out.get(key) ?? []
    rows.push(`${value}@${ms > 0 ? ms * 1e6 : 'now'}`)
    out.set(key, rows)
  }
  return [...out]
}

function told(stream: TableStream): Array<[key: string, rows: string[]]> {
  const out: Array<[string, string[]]> = []
  forEachTable(stream, (frame, table) => {
    const of = (label: string, row: number): unknown => cell(frame.columns.find(c => c.label === label)!, table, row)
    const first = frame.offsets[table]
    const labels = frame.key.filter(k => !['_measurement', '_field'].includes(k)).map(k => `${k}=${of(k, first)}`)
    const rows: string[] = []
    for (let row = first; row < frame.offsets[table + 1]; row++) {
      const { ns } = of('_time', row) as { ns: bigint }
      rows.push(`${of('_value', row)}@${ns === 77n ? 'now' : ns}`)
    }
    out.push([[of('_field', first), ...labels.sort()].join('|'), rows])
  })
  return out
}

test('reads what the model reads, however the page is cut', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 25 }), fc.array(fc.nat(400), { maxLength: 3 }), (lines, cuts) => {
      const bytes = new TextEncoder().encode(lines.map(written).join('\n'))
      const reader = expositionReader({ url: 'u', now: 77n, contentType: 'text/plain' })
      const places = [0, ...cuts.map(c => Math.min(c, bytes.length)).sort((a, b) => a - b), bytes.length]
      for (let i = 1; i < places.length; i++) reader.push(bytes.subarray(places[i - 1], places[i]))
      expect(told(reader.finish().stream)).toEqual(model(lines))
    }),
    { numRuns: 1000 },
  )
})
