// The command line as a shell sees it: what it prints, where, and its exit code.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'flux-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

function flux(...args: string[]): { out: string; err: string; code: number | null } {
  const cli = join(import.meta.dirname, 'cli.ts')
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', cli, ...args], {
    encoding: 'utf8',
    cwd: join(import.meta.dirname, '..'),
  })
  return { out: stdout, err: stderr, code: status }
}

test('check names the place, the code and the message', () => {
  const wrong = file('wrong.flux', 'x = 1\nx + 1.5\n')
  const { out, code } = flux('check', wrong)
  expect(out).toBe(`${wrong}:2:5: error[mismatch] expected int but found float\n  ${wrong}:1:1: \`x\` is int\n`)
  expect(code).toBe(1)
  const [problem] = JSON.parse(flux('check', '--json', wrong).out)
  expect(problem).toMatchObject({ file: wrong, line: 2, column: 5, endLine: 2, endColumn: 8, code: 'mismatch' })
})

test('fmt prints, checks and writes, and leaves broken scripts alone', () => {
  const script = file('script.flux', 'x=1')
  expect(flux('fmt', script)).toEqual({ out: 'x = 1\n', err: '', code: 0 })
  expect(flux('fmt', '--check', script)).toEqual({ out: `${script}\n`, err: '', code: 1 })
  expect(flux('fmt', '--write', script)).toEqual({ out: '', err: '', code: 0 })
  expect(readFileSync(script, 'utf8')).toBe('x = 1\n')
  const broken = file('broken.flux', 'x=(')
  expect(flux('fmt', '--write', broken)).toMatchObject({ out: '', code: 1 })
  expect(readFileSync(broken, 'utf8')).toBe('x=(')
})

const task = `import "array"
import "influxdata/influxdb/tasks"

option task = {name: "collect", every: 1s}

array.from(rows: [{_time: tasks.lastSuccess(orTime: -1d), _measurement: "m", _field: "f", _value: 1.0}])
    |> to(bucket: "metrics")
`

test('task runs a script once, and at its slots until it is told to end', () => {
  const script = file('task.flux', task)
  const buckets = ['--buckets', join(folder, 'buckets'), '--create-bucket', 'metrics']
  const once = flux('task', script, '--once', ...buckets)
  expect(once.err).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ success 1 rows \d+ ms\n$/)
  expect(once.code).toBe(0)
  const until = `${new Date(Date.now() + 4000).toISOString().slice(0, 19)}Z`
  const { err, code } = flux('task', script, '--until', until, ...buckets)
  expect(code).toBe(0)
  const [first, ...runs] = err.trimEnd().split('\n')
  expect(first).toMatch(/^collect: waits for its next slot after /)
  expect(runs.length).toBeGreaterThan(0)
  for (const run of runs) expect(run).toMatch(/Z success 1 rows/)
}, 20_000)

test('a task that fails says why, and one that is none is refused', () => {
  const { err, code } = flux('task', file('nowhere.flux', task), '--once')
  expect(err).toContain('failed')
  expect(err).toContain('influxdb provider requires a host to be specified')
  expect(code).toBe(1)
  const wrong = flux('task', file('wrong-task.flux', 'option task = {name: "a"}\n'))
  expect(wrong.err).toContain('error[task-option] missing required option: cron or every')
  expect(flux('task', file('none.flux', 'x = 1\n')).err).toContain('no task options defined')
}, 20_000)

test('test runs the test cases of a file, and tells those that fail', () => {
  const cases = file(
    'cases_test.flux',
    `import "array"
import "testing"

want = array.from(rows: [{a: 1}])

testcase equal { got = array.from(rows: [{a: 1}]) testing.diff(got: got, want: want) }
testcase other { got = array.from(rows: [{a: 2}]) testing.diff(got: got, want: want) |> yield(name: "errorOutput") }
testcase left_out {
    option testing.tags = ["skip"]
    die(msg: "not run")
}
`,
  )
  const { out, err, code } = flux('test', cases)
  expect(out).toBe('1 passed, 1 failed, 1 skipped\n')
  expect(err).toContain(`FAILED ${cases} other`)
  expect(code).toBe(1)
})
