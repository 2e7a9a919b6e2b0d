// Ranges of samples: too few of them, nulls, restarts, and what is refused.
import { expect, test } from 'vitest'
import { analyze, run } from '../../../flux.ts'
import { resultTexts } from '../../../formats/index.ts'
import { recordingHost } from '../../../testing/recordingHost.ts'

const data = (rows: string): string => `import "array"
import "internal/debug"
import "internal/promql"

data = array.from(rows: [${rows}])
    |> group(columns: ["host"])
    |> range(start: 2026-03-01T08:00:00Z, stop: 2026-03-01T08:01:00Z)
`
const row = (host: string, second: string, value: string): string =>
  `{host: "${host}", _time: 2026-03-01T08:00:${second}Z, _value: ${value}}`

async function answer(rows: string, call: string): Promise<string> {
  const { results, failure } = await run(analyze(`${data(rows)}data |> promql.${call}`), recordingHost())
  if (failure) return failure.official
  return [...resultTexts.annotated(results)].join('')
}

const restarting = [row('a', '10', '10.0'), row('a', '20', '40.0'), row('a', '30', '5.0')].join()

test('rates count a restart as from zero, and reach to the bounds of the range', async () => {
  // 35 in 20 s: back to where the counter would have been zero, and on by half a step
  expect(await answer(restarting, 'extrapolatedRate(isCounter: true)')).toContain(',a,53.7')
  expect(await answer(restarting, 'instantRate(isRate: true)')).toContain(',a,0.5')
  expect(await answer(restarting, 'resets()')).toContain(',a,1')
  expect(await answer(restarting, 'changes()')).toContain(',a,2')
})

test('a series with too few samples stays, without a value', async () => {
  const text = await answer(`${restarting}, ${row('b', '10', '1.0')}`, 'instantRate()')
  expect(text).toContain('#default,_result,1,2026-03-01T08:00:00Z,2026-03-01T08:01:00Z,b')
})

test('nulls are no samples', async () => {
  const nulls = `${row('a', '10', '1.0')}, ${row('a', '20', 'debug.null(type: "float")')}, ${row('a', '30', '3.0')}`
  expect(await answer(nulls, 'changes()')).toContain(',a,1')
  expect(await answer(nulls, 'linearRegression()')).toContain(',a,0.1')
})

test('factors out of bounds and patterns that are none are refused in the official words', async () => {
  expect(await answer(restarting, 'holtWinters(smoothingFactor: 1.0, trendFactor: 0.5)')).toContain(
    'invalid smoothing factor. Expected: 0 < sf < 1, got: 1.000000',
  )
  expect(
    await answer(restarting, 'labelReplace(source: "host", destination: "x", regex: "(", replacement: "")'),
  ).toContain('invalid regular expression in label_replace(): (')
})

test('labels are written, emptied and left', async () => {
  const rows = `${row('web-1', '10', '1.0')}, ${row('db', '10', '2.0')}`
  const written = await answer(
    rows,
    'labelReplace(source: "host", destination: "n", regex: "web-(.*)", replacement: "$1")',
  )
  expect(written).toContain('web-1,1,1')
  expect(written).toContain(',db,2')
  const emptied = await answer(
    rows,
    'labelReplace(source: "host", destination: "host", regex: "web-.*", replacement: "")',
  )
  expect(emptied).not.toContain('web-1')
})
