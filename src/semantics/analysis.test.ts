// The documents testdata/*.md say what they assert; the samples are programs with the diagnostics the official language
// server gave for them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type File, type Node, parse, Source, walk } from '../syntax/index.ts'
import { patternFault } from '../values/index.ts'
import { type Analysis, analyze, officialText, schemeText, typeText } from './index.ts'
import { standardTypes } from './standard.ts'

const folder = join(import.meta.dirname, 'testdata')

const check = (text: string) => analyze(parse(text), standardTypes, { patternFault })

for (const file of readdirSync(folder).filter(name => name.endsWith('.md'))) {
  describe(file, () => {
    for (const { title, source } of blocksOf(readFileSync(join(folder, file), 'utf8'))) {
      test(title, () => {
        const wanted = assertionsOf(source)
        expect(factsOf(check(source), source, wanted)).toEqual(wanted)
      })
    }
  })
}

/** The fenced blocks of a document, each named after its heading. */
function blocksOf(document: string): { title: string; source: string }[] {
  const blocks: { title: string; source: string }[] = []
  let title = ''
  for (const part of document.split(/^(#+ .*|```flux\n[\s\S]*?^```)$/m)) {
    if (part.startsWith('#')) title = part.replace(/^#+ /, '')
    else if (part.startsWith('```')) {
      const number = blocks.filter(block => block.title.startsWith(title)).length + 1
      blocks.push({ title: number > 1 ? `${title} (${number})` : title, source: part.slice(8, -4) })
    }
  }
  return blocks
}

/** What a block's comments assert, as `line: text`. */
function assertionsOf(source: string): string[] {
  const wanted: string[] = []
  let line = 0
  source.split('\n').forEach((text, index) => {
    const [, code, mark, rest] = /^(.*?)\/\/ (:|error:|why:) (.*)$/.exec(text) ?? []
    if (mark === undefined) {
      line = index + 1
      return
    }
    if (code!.trim() !== '') line = index + 1
    wanted.push(mark === ':' ? `${line}: ${rest}` : `${line} ${mark} ${rest}`)
  })
  return wanted.sort()
}

/** What was found, in the same form: all diagnostics, shortened to what is asserted of them, and the types asked for. */
function factsOf(analysis: Analysis, text: string, wanted: readonly string[]): string[] {
  const source = new Source(text)
  const lineOf = (node: { from: number }) => source.lineOf(node.from) + 1
  const asked = new Set(wanted.filter(one => /^\d+: /.test(one)).map(one => Number.parseInt(one, 10)))
  const facts = typesByLine(analysis, lineOf)
    .filter(([line]) => asked.has(line))
    .map(([line, type]) => `${line}: ${type}`)
  const left = [...wanted]
  const reasons = wanted.some(one => /^\d+ why: /.test(one))
  for (const diagnostic of analysis.diagnostics) {
    const line = lineOf(diagnostic)
    const full = `${line} error: [${diagnostic.code}] ${diagnostic.message}`
    const at = left.findIndex(one => {
      const [, place, part] = /^(\d+ error: \[[\w-]+\]) (.*)$/.exec(one) ?? []
      return place !== undefined && full.startsWith(place) && full.includes(part!)
    })
    facts.push(at >= 0 ? left.splice(at, 1)[0]! : full)
    for (const { message, ...place } of (reasons && diagnostic.related) || []) {
      facts.push(`${lineOf(place)} why: \`${text.slice(place.from, place.to)}\` ${message}`)
    }
  }
  return facts.sort()
}

function typesByLine(analysis: Analysis, lineOf: (node: Node) => number): [number, string][] {
  const types: [number, string][] = []
  walk(analysis.file, node => {
    if (node.kind === 'VariableAssignment' || node.kind === 'BuiltinStatement') {
      const scheme = analysis.bindings.get(node.id)?.scheme
      if (scheme) types.push([lineOf(node), schemeText(scheme, { oneLine: true })])
    } else if (node.kind === 'ExpressionStatement') {
      types.push([lineOf(node), typeText(analysis.typeOf(node.expression)!, { oneLine: true })])
    }
    return true
  })
  return types
}

// ── samples ──

interface Sample {
  readonly id: string
  readonly category: string
  readonly program: string
  readonly diagnostics: readonly {
    readonly message: string
    readonly severity: number
    readonly range: { readonly start: Place; readonly end: Place }
  }[]
}

interface Place {
  readonly line: number
  readonly character: number
}

const { samples } = JSON.parse(readFileSync(join(folder, 'diagnostics-samples.json'), 'utf8')) as { samples: Sample[] }

/** The official parser loses what is wrong after `extends`; ours tells it. */
const told = new Set(['syntax-46'])

describe('official samples', () => {
  for (const sample of samples) {
    if (sample.category === 'lint' || told.has(sample.id)) continue
    test(sample.id, () => {
      const wanted = sample.diagnostics
        .filter(one => one.severity === 1)
        .map(({ message, range: { start, end } }) => {
          const place = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`
          return `${place} ${message.replaceAll('main.flux@', '@').replaceAll('123expected', 'expected')}`
        })
      const source = new Source(sample.program)
      const found = check(sample.program).diagnostics.map(
        one => `${source.officialRange(one)} ${one.official ?? one.message}`,
      )
      expect(found).toEqual(wanted)
    })
  }
})

// ── what else an analysis tells ──

describe('analysis', () => {
  test('official text', () => {
    const text = 'x = "ü" + 1\ny = 2 + 2.0'
    expect(officialText(check(text).diagnostics, text)).toBe(
      'error @1:12-1:13: expected string but found int\n\nerror @2:9-2:12: expected int but found float',
    )
    // Of a text that does not parse the reference tells nothing else.
    const broken = 'x = 1 + "a"\ny = )'
    expect(officialText(check(broken).diagnostics, broken)).not.toContain('found string')
  })

  test('what names mean and where they are used', () => {
    const text = 'import "math"\na = 1\nf = (a, b=a) => a + b\nc = f(a: a) + int(v: math.pi)'
    const analysis = check(text)
    const [first, parameter] = analysis.definitions.filter(one => one.name === 'a')
    expect(first!.uses.map(use => use.from)).toEqual([text.indexOf('a) =>'), text.indexOf('a) + int')])
    expect(parameter!.kind).toBe('parameter')
    expect(analysis.imports.map(one => [one.name, one.path, one.known])).toEqual([['math', 'math', true]])
    expect([...analysis.members.values()]).toEqual([{ path: 'math', name: 'pi' }])
  })

  test('what may be used at a place', () => {
    const text = 'a = 1\nf = (p) => {\n  q = 2\n  return q\n}\nz = 3'
    const names = (offset: number) =>
      check(text)
        .visibleAt(offset)
        .filter(one => one.kind !== 'member')
        .map(one => one.name)
    expect(names(text.indexOf('return')).sort()).toEqual(['a', 'p', 'q'])
    expect(names(text.length).sort()).toEqual(['a', 'f', 'z'])
    expect(
      check(text)
        .visibleAt(0)
        .some(one => one.name === 'range'),
    ).toBe(true)
  })

  test('names a host provides', () => {
    const globals = new Map([['v', '{timeRangeStart: time, windowPeriod: duration}']])
    const text = 'a = v.timeRangeStart\nb = v.nope'
    const analysis = analyze(parse(text), standardTypes, { globals, patternFault })
    expect(analysis.diagnostics.map(one => one.message)).toEqual(['record is missing label nope'])
  })

  test('types that grow beyond measure end in a diagnostic', () => {
    const lines = ['f0 = (x) => ({a: x, b: x})']
    for (let i = 1; i < 40; i++) lines.push(`f${i} = (x) => f${i - 1}(x: f${i - 1}(x: x))`)
    expect(check(lines.join('\n')).diagnostics.map(one => one.code)).toEqual(['too-complex'])
    const records = ['r0 = {a: 1}']
    for (let i = 1; i < 60; i++) records.push(`r${i} = {a: r${i - 1}, b: r${i - 1}}`)
    expect(check(records.join('\n')).diagnostics).toEqual([])
  })

  test('no damage to a program makes it throw or take long', () => {
    const programs = samples.map(sample => sample.program)
    let seed = 3
    const draw = (below: number) => ((seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) >>> 8) % below
    for (let i = 0; i < 1500; i++) {
      const text = programs[draw(programs.length)]!
      const other = programs[draw(programs.length)]!
      const damaged = text.slice(0, draw(text.length + 1)) + other.slice(draw(other.length + 1))
      const start = performance.now()
      officialText(check(damaged).diagnostics, damaged)
      expect(performance.now() - start, damaged).toBeLessThan(1000)
    }
  })
})

test('the tree is left as it was', () => {
  const text = 'x = 1 |> f()\ny = {x}'
  const file: File = parse(text)
  const before = JSON.stringify(file, (_, value) => (typeof value === 'bigint' ? String(value) : value))
  analyze(file, standardTypes, { patternFault })
  expect(JSON.stringify(file, (_, value) => (typeof value === 'bigint' ? String(value) : value))).toBe(before)
})
