// The time of a task's last success: from the host, from the script's own option, or what stands in for it.
import { expect, test } from 'vitest'
import { analyze, run } from '../../../flux.ts'
import { encodeAnnotatedCsv } from '../../../formats/index.ts'
import type { Host } from '../../../library/index.ts'
import { recordingHost } from '../../../testing/recordingHost.ts'
import { parseTime } from '../../../values/index.ts'

const now = parseTime('2024-01-02T00:00:00Z')!

async function lastSuccess(argument: string, last?: bigint | null, before = ''): Promise<string> {
  const host: Host = { ...recordingHost({}, now), ...(last === undefined ? {} : { lastSuccess: () => last }) }
  const script = `import "array"\nimport "influxdata/influxdb/tasks"\n${before}\narray.from(rows: [{t: tasks.lastSuccess(orTime: ${argument})}])`
  const { results, failure } = await run(analyze(script), host, { now })
  if (failure) return failure.message
  return [...encodeAnnotatedCsv(results)].join('').trim().split('\n').at(-1)!.split(',').at(-1)!.trim()
}

const earlier = parseTime('2024-01-01T12:00:00Z')!

test.each([
  ['in a script that is no task', undefined],
  ['in a task that never ran well', null],
] as const)('%s the argument stands in', async (_, last) => {
  expect(await lastSuccess('2020-01-01T00:00:00Z', last)).toBe('2020-01-01T00:00:00Z')
  expect(await lastSuccess('-1d', last)).toBe('2024-01-01T00:00:00Z')
  expect(await lastSuccess('-1mo', last)).toBe('2023-12-02T00:00:00Z')
})

test('a duration counts from the now() of the script', async () => {
  expect(await lastSuccess('-1h', null, 'option now = () => 2021-05-05T10:00:00Z')).toBe('2021-05-05T09:00:00Z')
})

test('what the host knows comes before the argument, and the option of the script before both', async () => {
  expect(await lastSuccess('-1d', earlier)).toBe('2024-01-01T12:00:00Z')
  expect(await lastSuccess('-1d', earlier, 'option tasks.lastSuccessTime = 2022-02-02T00:00:00Z')).toBe(
    '2022-02-02T00:00:00Z',
  )
})

test('other types are refused', async () => {
  expect(await lastSuccess('1')).toContain('int is not Timeable')
  expect(await lastSuccess('"1h"')).toContain('string is not Timeable')
})
