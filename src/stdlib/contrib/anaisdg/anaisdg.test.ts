// Anomalies and lines, over rows that are not as they should be too.
import { describe, expect, test } from 'vitest'
import { analyze, run } from '../../../flux.ts'
import { columnNamed, countRows, valueAt } from '../../../tables/index.ts'
import { recordingHost } from '../../../testing/recordingHost.ts'

async function ran(script: string) {
  const imports = ['array', 'internal/debug', 'contrib/anaisdg/anomalydetection', 'contrib/anaisdg/statsmodels']
  const text = `${imports.map(path => `import "${path}"\n`).join('')}${script}`
  const { results, failure } = await run(analyze(text), recordingHost())
  return { error: failure?.official ?? null, stream: results[0]?.stream ?? null }
}

async function column(script: string, label: string): Promise<unknown[]> {
  const { stream, error } = await ran(script)
  expect(error).toBeNull()
  return stream!.frames.flatMap(frame => {
    const found = columnNamed(frame, label)!
    return Array.from({ length: frame.offsets.at(-1)! }, (_, row) => valueAt(found, found.extent === 'row' ? row : 0))
  })
}

const values = (...all: string[]): string =>
  `array.from(rows: [${all.map((v, i) => `{_time: 2024-01-01T00:00:00Z, h: "${i}", _value: ${v}}`).join(', ')}])`

describe('mad', () => {
  test('names what is far from the others of its time', async () => {
    const script = `${values('1.0', '1.2', '0.9', '9.0')} |> group(columns: ["h"]) |> anomalydetection.mad()`
    expect(await column(script, 'level')).toEqual(['normal', 'normal', 'normal', 'anomaly'])
    expect(await column(script.replace('mad()', 'mad(threshold: 1000.0)'), 'level')).not.toContain('anomaly')
  })
  test('gives nothing where the values do not differ, and for no rows', async () => {
    for (const some of [values('1.0', '1.0', '1.0'), `${values('1.0')} |> filter(fn: (r) => false)`]) {
      const { stream, error } = await ran(`${some} |> anomalydetection.mad()`)
      expect([error, countRows(stream!)]).toEqual([null, 0])
    }
  })
})

describe('linearRegression', () => {
  test('is exact on a line', async () => {
    const script = `${values('3.0', '5.0', '7.0')} |> statsmodels.linearRegression()`
    expect(await column(script, 'slope')).toEqual([2, 2, 2])
    expect(await column(script, 'y_hat')).toEqual([3, 5, 7])
    expect(await column(script, 'errors')).toEqual([0, 0, 0])
  })
  test('one row has no slope', async () => {
    expect(await column(`${values('3.0')} |> statsmodels.linearRegression()`, 'slope')).toEqual([Number.NaN])
  })
  test('says what is no float', async () => {
    expect((await ran(`${values('1', '2')} |> statsmodels.linearRegression()`)).error).toContain(
      '"y" must be of type float',
    )
    const nothing = values('1.0', 'debug.null(type: "float")')
    expect((await ran(`${nothing} |> statsmodels.linearRegression()`)).error).toContain('found null in "_value"')
  })
})
