// Programs with a mistake people make, and the program the first fix makes of it: nothing is wrong with that one.
import { expect, test } from 'vitest'
import { parse } from '../syntax/index.ts'
import { patternFault } from '../values/index.ts'
import { diagnose as diagnoseDocument, openScript } from './index.ts'

const diagnose = (text: string) => diagnoseDocument(openScript(text, { patternFault }))

const data = 'data = from(bucket: "b") |> range(start: -1h)\n'

/** Programs that go on from `data`. */
const stages: readonly [string, string][] = [
  ['data |> filter((r) => r.a == "x")', 'data |> filter(fn: (r) => r.a == "x")'],
  ['data |> filter(fn: (r) => r.a = "x")', 'data |> filter(fn: (r) => r.a == "x")'],
  ['data |> filter(fn: (r) => r.a === "x")', 'data |> filter(fn: (r) => r.a == "x")'],
  ['data |> filter(fn: (r) => r.a == "x" && r.b)', 'data |> filter(fn: (r) => r.a == "x" and r.b)'],
  ['data |> filter(fn: (r) => r.a == "x"||r.b)', 'data |> filter(fn: (r) => r.a == "x" or r.b)'],
  ['data |> filter(fn: (r) => r.a == "x" orr r.b)', 'data |> filter(fn: (r) => r.a == "x" or r.b)'],
  ['data |> filter(fn: (r) => r.a == "x" AND r.b)', 'data |> filter(fn: (r) => r.a == "x" and r.b)'],
  ['data |> filter(fn: (r) => !exists r.a)', 'data |> filter(fn: (r) => not exists r.a)'],
  ['data |> filter(fn: (r) => r.a == null)', 'data |> filter(fn: (r) => not exists r.a)'],
  ['data |> filter(fn: (r) => r.a != nil)', 'data |> filter(fn: (r) => exists r.a)'],
  ["data |> filter(fn: (r) => r.a == 'x')", 'data |> filter(fn: (r) => r.a == "x")'],
  ['data\nfilter(fn: (r) => r.b)', 'data\n|> filter(fn: (r) => r.b)'],
  ['data\n|> filter(fn: (r) => r.b\n|> limit(n: 1)', 'data\n|> filter(fn: (r) => r.b)\n|> limit(n: 1)'],
  ['data |> limit(n: 1, ?offset: 2)', 'data |> limit(n: 1, offset: 2)'],
  ['data |> limit(10)', 'data |> limit(n: 10)'],
  ['data |> group(["a"])', 'data |> group(columns: ["a"])'],
  ['data |> fliter(fn: (r) => r.b)', 'data |> filter(fn: (r) => r.b)'],
  ['data |> range(start: dashboardTime)', 'data |> range(start: -1h)'],
  ['data |> filter(fn: (r) => r._mesurement == "x")', 'data |> filter(fn: (r) => r._measurement == "x")'],
  ['data |> limit(n: 1)\ndata |> tail(n: 1)', 'data |> limit(n: 1)\ndata |> tail(n: 1)\n    |> yield(name: "result2")'],
]

const whole: readonly [string, string][] = [
  ['from("b") |> range(start: -1h)', 'from(bucket: "b") |> range(start: -1h)'],
  ['from(bucket = "b") |> range(start: -1h)', 'from(bucket: "b") |> range(start: -1h)'],
  ['from(bucket: “b”) |> range(start: -1h)', 'from(bucket: "b") |> range(start: -1h)'],
  ['from(bucket: "b")\n    |> limit(n: 1)', 'from(bucket: "b")\n    |> range(start: -1h)\n    |> limit(n: 1)'],
  ['# note\nx = 1\nx', '// note\nx = 1\nx'],
  ['x = 1;\nx', 'x = 1\nx'],
  ['x = {a: 1 b: 2}\nx', 'x = {a: 1, b: 2}\nx'],
  ['x = int(v: 1\ny = x\ny', 'x = int(v: 1)\ny = x\ny'],
  ['x = (1 + 2))\nx', 'x = (1 + 2)\nx'],
  ['x = if 1 = 2 then 3 else 4\nx', 'x = if 1 == 2 then 3 else 4\nx'],
  ['import "math"\nimport "strings"\nx = math.pi\nx', 'import "math"\nx = math.pi\nx'],
  ['x = v.windowPeriod\nx', 'option v = {windowPeriod: 10s}\n\nx = v.windowPeriod\nx'],
  ['x = "\u0024{host}"\nx', 'host = ""\n\nx = "\u0024{host}"\nx'],
]

const cases = [...stages.map(([before, after]) => [data + before, data + after] as const), ...whole]

for (const [before, after] of cases) {
  test(before.replaceAll('\n', ' ⏎ '), () => {
    const found = diagnose(before)
    const fix = found.flatMap(one => one.fixes ?? [])[0]
    expect(fix, JSON.stringify(found)).toBeDefined()
    let text = before
    for (const edit of [...fix!.edits].sort((a, b) => b.from - a.from)) {
      text = text.slice(0, edit.from) + edit.text + text.slice(edit.to)
    }
    expect(text).toBe(after)
    expect(parse(text).errors).toEqual([])
    expect(diagnose(text)).toEqual([])
  })
}
