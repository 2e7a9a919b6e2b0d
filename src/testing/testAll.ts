// `npm test`: everything a change has to pass: types, lint and format, unit tests, the build, and the journeys in a real
// Chromium, which it finds or installs. Ends with one line of counts; in CI a skipped test counts as failed.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const strict = process.env.CI === 'true'
const reports = mkdtempSync(join(tmpdir(), 'flux-test-'))

function step(name: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  process.stdout.write(`\n== ${name}: ${command} ${args.join(' ')}\n`)
  const done = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  return done.status === 0
}

interface Counts {
  passed: number
  failed: number
  skipped: number
}

function unitCounts(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const broken = report.success || report.numFailedTests > 0 ? 0 : 1
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken, skipped: report.numPendingTests }
}

function journeyCounts(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'))
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped }
}

/** A Chromium: named by CHROMIUM_PATH, the system's, Playwright's own, or Debian's package when we may install it. */
function chromium(): string | null {
  const known = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const found = known.find(path => path && existsSync(path))
  if (found) return found
  process.stdout.write('No Chromium found: trying to install one.\n')
  if (step('browser', 'npx', ['playwright', 'install', 'chromium'])) return ''
  if (process.getuid?.() === 0) {
    step('packages', 'apt-get', ['update', '-qq'])
    step('browser', 'apt-get', ['install', '-y', '-qq', 'chromium'], { DEBIAN_FRONTEND: 'noninteractive' })
    if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium'
  }
  return null
}

function journeys(): Counts {
  const browser = chromium()
  if (browser === null) {
    process.stdout.write(
      'The journeys need a Chromium: set CHROMIUM_PATH, run `npx playwright install chromium`, or `apt-get install chromium`.\n',
    )
    return { passed: 0, failed: 1, skipped: 0 }
  }
  if (!step('build', 'npx', ['vite', 'build', '--logLevel', 'warn'])) return { passed: 0, failed: 1, skipped: 0 }
  const parts = [
    ['together', '--workers=2'],
    ['alone', '--workers=1'],
  ].map(([project, workers]): Counts => {
    const file = join(reports, `${project}.json`)
    const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: file, ...(browser === '' ? {} : { CHROMIUM_PATH: browser }) }
    step(
      `journeys ${project}`,
      'npx',
      ['playwright', 'test', `--project=${project}`, workers, '--reporter=list,json'],
      env,
    )
    return journeyCounts(file)
  })
  return added(parts)
}

function added(all: readonly Counts[]): Counts {
  const sum = (key: keyof Counts): number => all.reduce((n, c) => n + c[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

const unitReport = join(reports, 'unit.json')
const checks = [step('types', 'npx', ['tsc', '--noEmit']), step('lint and format', 'npx', ['biome', 'ci', '.'])]
step('unit tests', 'npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`])
const counts = added([
  { passed: checks.filter(Boolean).length, failed: checks.filter(ok => !ok).length, skipped: 0 },
  unitCounts(unitReport),
  journeys(),
])
const failed = counts.failed + (strict ? counts.skipped : 0)
if (strict && counts.skipped > 0) process.stdout.write(`\n${counts.skipped} skipped, which counts as failed here\n`)
process.stdout.write(`\n${counts.passed} passed, ${failed} failed${strict ? '' : `, ${counts.skipped} skipped`}\n`)
process.exitCode = failed > 0 ? 1 : 0
