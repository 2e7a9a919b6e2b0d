// `npm run conformance -- --flux DIR [--slowest] [part of a name]`: the test cases of a checkout of influxdata/flux.
// A case passes when it runs without an error and its result `errorOutput` has no table. Cases with tags, and those whose
// members are not all here yet, are skipped.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { analyze, run } from '../flux.ts'
import { encodeAnnotatedCsv } from '../formats/index.ts'
import { type TestCase, testCasesIn } from '../language/index.ts'
import { type File, parse } from '../syntax/index.ts'
import { countTables } from '../tables/index.ts'
import { missingMembers } from './corpusCase.ts'
import { corpusHost } from './corpusHost.ts'

/** Upstream's harness has one secret. */
const testHost = { ...corpusHost, secret: (key: string) => (key === 'token' ? 'mysecrettoken' : null) }

function testFiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .flatMap(e => {
      const path = join(dir, e.name)
      return e.isDirectory() ? testFiles(path) : e.name.endsWith('_test.flux') ? [path] : []
    })
    .sort()
}

function casesIn(root: string, path: string): TestCase[] {
  const find = (reference: string): File =>
    parse(readFileSync(join(root, 'stdlib', `${reference.replace(/^flux\//, '')}.flux`), 'utf8'))
  const file = relative(root, path).replace(/_test\.flux$/, '')
  return testCasesIn(parse(readFileSync(path, 'utf8')), find).map(test => ({ ...test, name: `${file}.${test.name}` }))
}

type Outcome = { readonly kind: 'passed' | 'skipped'; readonly why?: string } | { readonly kind: 'failed'; readonly why: string } // biome-ignore format: one type

async function judged({ program, tags }: TestCase): Promise<Outcome> {
  if (tags.length > 0) return { kind: 'skipped', why: `tags: ${tags.join(', ')}` }
  if (program === null) return { kind: 'failed', why: 'the case it extends is not there' }
  const missing = missingMembers(program)
  if (missing.length > 0) return { kind: 'skipped', why: `not here yet: ${missing.join(', ')}` }
  try {
    const { results, failure } = await run(analyze(program, { labels: true }), testHost)
    if (failure) return { kind: 'failed', why: failure.official }
    const wrong = results.filter(r => r.name === 'errorOutput' && countTables(r.stream) > 0)
    return wrong.length === 0 ? { kind: 'passed' } : { kind: 'failed', why: [...encodeAnnotatedCsv(wrong)].join('') }
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

const write = (line: string): boolean => process.stdout.write(`${line}\n`)

async function main(root: string, filter: string, slowest: boolean): Promise<number> {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const reasons = new Map<string, number>()
  const times: Array<{ readonly name: string; readonly ms: number }> = []
  for (const path of testFiles(join(root, 'stdlib')))
    for (const test of casesIn(root, path)) {
      if (!test.name.includes(filter)) continue
      const begun = performance.now()
      const outcome = await judged(test)
      times.push({ name: test.name, ms: performance.now() - begun })
      counts[outcome.kind]++
      if (outcome.kind === 'skipped') reasons.set(outcome.why!, (reasons.get(outcome.why!) ?? 0) + 1)
      if (outcome.kind === 'failed') write(`FAILED ${test.name}\n${outcome.why!.replace(/^/gm, '    ').slice(0, 2000)}`)
    }
  for (const [why, n] of [...reasons].sort((a, b) => b[1] - a[1])) write(`skipped ${n}: ${why}`)
  if (slowest) {
    const twenty = times.toSorted((a, b) => b.ms - a.ms).slice(0, 20)
    for (const { name, ms } of twenty) write(`${ms.toFixed(0).padStart(6)} ms ${name}`)
  }
  write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  return counts.failed > 0 ? 1 : 0
}

const args = process.argv.slice(2)
const at = args.indexOf('--flux')
if (at < 0 || !args[at + 1]) {
  process.stderr.write('usage: npm run conformance -- --flux DIR [--slowest] [part of a name]\n')
  process.exit(2)
}
const filter = args.find((arg, i) => i !== at + 1 && !arg.startsWith('--')) ?? ''
process.exitCode = await main(args[at + 1], filter, args.includes('--slowest'))
