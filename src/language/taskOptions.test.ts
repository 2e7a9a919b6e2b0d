// The task option as InfluxDB reads it: from the text, literals only, in its own words where it refuses.
import { expect, test } from 'vitest'
import { diagnose } from './diagnostics.ts'
import { openScript } from './openScript.ts'
import { taskOf } from './taskOptions.ts'

const second = 1_000_000_000n
const read = (record: string) => taskOf(`option task = ${record}\n`)

test('everything it may hold', () => {
  expect(
    read('{name: "a b", every: 1h30m, offset: 10s, concurrency: 2, retry: 5, unknown: "is ignored"}')?.options,
  ).toEqual({
    name: 'a b',
    every: { months: 0n, ns: 5_400n * second },
    cron: null,
    offset: { months: 0n, ns: 10n * second },
    concurrency: 2,
    retry: 5,
  })
  expect(read('{name: "a", cron: "*/10 * * * * *", offset: -1m}')?.options).toMatchObject({
    every: null,
    cron: '*/10 * * * * *',
    offset: { months: 0n, ns: -60n * second },
    concurrency: 1,
    retry: 1,
  })
  expect(read('{name: "a", every: 1y2mo}')?.options?.every).toEqual({ months: 14n, ns: 0n })
  expect(read('{"name": "a", "every": 1w}')?.options?.every).toEqual({ months: 0n, ns: 604_800n * second })
})

test('a script without one is no task', () => {
  expect(taskOf('task = {name: "a", every: 1m}')).toBeNull()
  expect(taskOf('import "a"\noption a.task = {name: "a", every: 1m}')).toBeNull()
  expect(taskOf('f = () => {\n    task = 1\n    return task\n}')).toBeNull()
  expect(taskOf('')).toBeNull()
})

test('a broken script keeps its task', () => {
  expect(taskOf('option task = {name: "a", every: 1m}\nfrom(bucket: ')?.options?.name).toBe('a')
  expect(taskOf('option task = {name: "a", every: ')?.options).toBeNull()
})

test.each([
  ['5', 'task option expected to be object literal, but found "IntegerLiteral"'],
  ['{every: 1m}', 'missing required option: name'],
  ['{name: "a"}', 'missing required option: cron or every'],
  ['{name: "a", every: 1m, cron: "* * * * *"}', 'cannot use both cron and every in task options'],
  ['{name: x, every: 1m}', "failed to parse field 'name' in task options"],
  ['{name: "a${x}", every: 1m}', "failed to parse field 'name' in task options"],
  ['{name: "", every: 1m}', 'invalid options: name required'],
  ['{name: "a", every: -1m}', "failed to parse field 'every' in task options"],
  ['{name: "a", every: "1m"}', "failed to parse field 'every' in task options"],
  ['{name: "a", every: 0s}', 'invalid options: every option must be at least 1 second'],
  ['{name: "a", every: 999ms}', 'invalid options: every option must be at least 1 second'],
  ['{name: "a", every: 1500ms}', 'invalid options: every option must be expressible as whole seconds'],
  ['{name: "a", every: 1m, offset: 1ms}', 'invalid options: offset option must be expressible as whole seconds'],
  ['{name: "a", every: 1m, offset: 1}', "failed to parse field 'offset' in task options"],
  ['{name: "a", every: 1m, concurrency: 0}', 'invalid options: concurrency must be at least 1'],
  ['{name: "a", every: 1m, concurrency: -3}', 'invalid options: concurrency must be at least 1'],
  ['{name: "a", every: 1m, concurrency: 101}', 'invalid options: concurrency exceeded max of 100'],
  ['{name: "a", every: 1m, concurrency: 1.0}', "failed to parse field 'concurrency' in task options"],
  ['{name: "a", every: 1m, retry: 11}', 'invalid options: retry exceeded max of 10'],
  ['{name: "a", cron: 5}', "failed to parse field 'cron' in task options"],
  ['{name: "a", cron: ""}', 'invalid options: cron invalid: failed to parse cron string'],
  ['{name: "a", cron: "* * *"}', 'invalid options: cron invalid: failed to parse cron string'],
  ['{name: "a", cron: "61 * * * *"}', 'invalid options: cron invalid: failed to parse cron string'],
  ['{name: "a", cron: "0 0 L * *"}', 'invalid options: cron invalid: failed to parse cron string'],
  ['{name: "a", cron: "0 0 * * 5#2"}', 'invalid options: cron invalid: failed to parse cron string'],
])('%s is refused', (record, message) => {
  const reading = read(record)
  expect(reading?.options).toBeNull()
  expect(reading?.problems.map(p => p.message)).toEqual([message])
  expect(reading?.problems[0].notes?.[0]).toMatch(/\S/)
})

test('two are one too many', () => {
  const text = 'option task = {name: "a", every: 1m}\noption task = {name: "b", every: 1m}\n'
  expect(taskOf(text)?.problems).toMatchObject([{ message: 'multiple task options defined', from: 44, to: 48 }])
})

test.each(['0 9 * * MON-FRI', '0 0 1,15 JAN,jul *', '5/15 * * * *', '0 0 0 1 1 * 2030', '@hourly', '0 0 * JUL SUN'])(
  '%s is a schedule',
  cron => {
    expect(read(`{name: "a", cron: "${cron}"}`)?.problems).toEqual([])
  },
)

test('the editor warns at the value, and the script runs all the same', () => {
  const text = 'option task = {name: "a", every: 1ms}\n'
  expect(diagnose(openScript(text))).toMatchObject([{ severity: 'warning', code: 'task-option', from: 33, to: 36 }])
  expect(diagnose(openScript('option task = {name: "a", every: 1m}\n'))).toEqual([])
})
