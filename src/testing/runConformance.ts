// `npm run conformance -- --flux DIR [--slowest] [part of a name]`: the test cases of a checkout of influxdata/flux.
// Each case is a program of its own: the file's imports and statements, then the case's. It passes when it runs without
// an error and its result `errorOutput` has no table. Cases with tags, and those whose members are not all here yet,
// are skipped.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { analyze, run } from '../flux.ts'
import { encodeAnnotatedCsv } from '../formats/index.ts'
import { type File, parse, type Statement, type TestCaseStatement } from '../syntax/index.ts'
import { countTables } from '../tables/index.ts'
import { missingMembers } from './corpusCase.ts'
import { corpusHost } from './corpusHost.ts'

/** Upstream's harness has one secret. */
const testHost = { ...corpusHost, secret: (key: string) => (key === 'token' ? 'mysecrettoken' : null) }

interface Case {
  readonly name: string
  readonly program: string
  readonly tags: readonly string[]
}

function testFiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .flatMap(e => {
      const path = join(dir, e.name)
      return e.isDirectory() ? testFiles(path) : e.name.endsWith('_test.flux') ? [path] : []
    })
    .sort()
}

const textOf = (file: File, node: { from: number; to: number }): string => file.text.slice(node.from, node.to)

/** A program out of a file's preamble and the statements of one case. */
function programOf(file: File, body: readonly Statement[]): string {
  const imports = file.imports.map(i => textOf(file, i))
  const preamble = file.body.filter(s => s.kind !== 'TestCaseStatement').map(s => textOf(file, s))
  return [...imports, ...preamble, ...body.map(s => textOf(file, s))].join('\n\n')
}

/** The words of `option testing.tags = […]`, in the file or the case. */
function tagsOf(statements: readonly Statement[]): string[] {
  return statements.flatMap(s => {
    if (s.kind !== 'OptionStatement' || s.assignment.kind !== 'MemberAssignment') return []
    const { member, init } = s.assignment
    const name = member.property.kind === 'Identifier' ? member.property.name : member.property.value
    if (name !== 'tags' || init.kind !== 'ArrayExpression') return []
    return init.elements.flatMap(e => (e.kind === 'StringLiteral' ? [e.value] : []))
  })
}

function casesIn(root: string, path: string): Case[] {
  const file = parse(readFileSync(path, 'utf8'))
  return file.body.flatMap(s => (s.kind === 'TestCaseStatement' ? [caseOf(root, path, file, s)] : []))
}

function caseOf(root: string, path: string, file: File, test: TestCaseStatement): Case {
  const own = file.body.filter(s => s.kind !== 'TestCaseStatement')
  return {
    name: `${relative(root, path).replace(/_test\.flux$/, '')}.${test.id.name}`,
    program: test.extends === null ? programOf(file, test.block.body) : extended(root, file, test),
    tags: [...tagsOf(own), ...tagsOf(test.block.body)],
  }
}

/** A case that extends another: its `super()` stands for the other's statements. */
function extended(root: string, file: File, test: TestCaseStatement): string {
  const at = test.extends!.value.lastIndexOf('.')
  const [path, name] = [test.extends!.value.slice(0, at), test.extends!.value.slice(at + 1)]
  const parent = parse(readFileSync(join(root, 'stdlib', `${path.replace(/^flux\//, '')}.flux`), 'utf8'))
  const base = parent.body.find(s => s.kind === 'TestCaseStatement' && s.id.name === name) as TestCaseStatement
  const imports = [
    ...new Set([...file.imports.map(i => textOf(file, i)), ...parent.imports.map(i => textOf(parent, i))]),
  ]
  const body = test.block.body.flatMap(s =>
    /^super\(\)$/.test(textOf(file, s).trim()) ? base.block.body.map(b => textOf(parent, b)) : [textOf(file, s)],
  )
  const preambles = [file, parent].flatMap(f =>
    f.body.filter(s => s.kind !== 'TestCaseStatement').map(s => textOf(f, s)),
  )
  return [...imports, ...preambles, ...body].join('\n\n')
}

type Outcome = { readonly kind: 'passed' | 'skipped'; readonly why?: string } | { readonly kind: 'failed'; readonly why: string } // biome-ignore format: one type

async function judged({ program, tags }: Case): Promise<Outcome> {
  if (tags.length > 0) return { kind: 'skipped', why: `tags: ${tags.join(', ')}` }
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
