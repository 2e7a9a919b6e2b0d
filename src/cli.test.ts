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
