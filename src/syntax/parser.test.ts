// Every case of testdata/*.txt: a title, a text, `==>`, and the tree it must parse to, one statement a line, then the
// problems with their official places. What holds for any text is checked on seeded damage to the same texts.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { forEachChild, type Node, parse, parseType, Source, tokenize } from './index.ts'

const folder = join(import.meta.dirname, 'testdata')

interface Case {
  readonly title: string
  readonly source: string
  readonly tree: string
}

function casesOf(file: string): Case[] {
  const [, ...cases] = readFileSync(join(folder, file), 'utf8').split(/^=== /m)
  return cases.map(one => {
    const end = one.indexOf('\n')
    const [source, tree] = one.slice(end + 1).split('\n==>\n')
    return { title: one.slice(0, end), source: source!, tree: tree!.replace(/\n+$/, '') }
  })
}

/** A node as `(Kind detail child …)`, with the words Literal, Expression and Statement left out. */
function treeOf(node: Node): string {
  const kind = node.kind === 'PipeLiteral' ? node.kind : node.kind.replace(/(Literal|Expression|Statement)$/, '')
  const parts: string[] = []
  forEachChild(node, child => parts.push(treeOf(child)))
  return `(${[kind, ...detailOf(node), ...parts].join(' ')})`
}

function detailOf(node: Node): string[] {
  switch (node.kind) {
    case 'Identifier':
    case 'VariableType':
    case 'NamedType':
    case 'Attribute':
      return [node.name]
    case 'IntegerLiteral':
      return [String(node.value)]
    case 'FloatLiteral':
      return [node.text]
    case 'StringLiteral':
    case 'TextPart':
    case 'RegexpLiteral':
    case 'LabelLiteral':
    case 'LabelType':
      return [JSON.stringify(node.value)]
    case 'DateTimeLiteral':
      return [String(node.ns)]
    case 'DurationLiteral':
      return [node.values.map(value => `${value.magnitude}${value.unit}`).join('+')]
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'UnaryExpression':
      return [node.operator]
    case 'RecordExpression':
    case 'RecordType':
      return node.with ? ['with'] : []
    case 'TypeParameter':
      return node.mode === 'required' ? [] : [node.mode]
    case 'BadStatement':
    case 'BadExpression':
      return [JSON.stringify(node.text)]
    default:
      return []
  }
}

function report(text: string): string {
  const file = parse(text)
  const source = new Source(text)
  const lines: string[] = []
  forEachChild(file, child => lines.push(treeOf(child)))
  for (const problem of file.errors) lines.push(`! ${source.officialRange(problem)} ${problem.message}`)
  return lines.join('\n')
}

const files = readdirSync(folder).filter(file => file.endsWith('.txt'))

for (const file of files) {
  describe(file, () => {
    for (const { title, source, tree } of casesOf(file)) {
      test(title, () => expect(report(source)).toBe(tree))
    }
  })
}

describe('any text', () => {
  const sources = files.flatMap(file => casesOf(file).map(one => one.source))

  test('parses to a tree that lies within it', () => {
    for (const text of damaged(sources, 1500)) {
      const file = parse(text)
      checkSpans(file, 0, text.length)
      for (const token of tokenize(text)) expect(token.to).toBeGreaterThan(token.from)
    }
  })

  test('of absurd depth or length gives a diagnostic, and soon', () => {
    const absurd = [
      '(',
      '[',
      '{a:',
      'f(',
      'x = -',
      'not ',
      'if ',
      '"${',
      'a[',
      '(a) => ',
      'f = () => {',
      '@a(',
      '#',
      ')',
    ]
    for (const piece of absurd) {
      const text = piece.repeat(Math.ceil(200_000 / piece.length))
      const start = performance.now()
      expect(parse(text).errors.length, piece).toBeGreaterThan(0)
      expect(performance.now() - start, piece).toBeLessThan(2000)
    }
    expect(parse('('.repeat(1_000_000)).tooDeep).toBe(true)
    expect(parse(`x = 1${' + 1'.repeat(176)}`).tooDeep).toBe(false)
    expect(parse(`x = 1${' + 1'.repeat(177)}`).tooDeep).toBe(true)
    expect(parse(`x = ${'-'.repeat(400)}1`).tooDeep).toBe(true)
    expect(parse(`builtin x : ${'['.repeat(1000)}`).tooDeep).toBe(true)
  })

  test('keeps each comment with the token after it', () => {
    const text = '// one\nx = 1 // two\n// three\ny = 2\n// end'
    const { comments } = parse(text)
    const shown = comments.map(comment => [text.slice(comment.from, comment.to), comment.before])
    expect(shown).toEqual([
      ['// one', 7],
      ['// two', 29],
      ['// three', 29],
      ['// end', text.length],
    ])
  })
})

test('a type alone', () => {
  expect(parseType('(<-tables: stream[A], ?n: int) => stream[A] where A: Record').errors).toEqual([])
  expect(treeOf(parseType('[string: {A with b: .c}]').type)).toBe(
    '(Type (DictType (NamedType string) (RecordType with (Identifier A) (TypeProperty (Identifier b) (LabelType "c")))))',
  )
  expect(parseType('int int').errors[0]?.message).toBe('expected EOF, got IDENT (int) at 1:5')
})

function checkSpans(node: Node, from: number, to: number): void {
  // In broken code a part may stick out of its whole: only the bounds of the text are sure.
  expect(node.from).toBeGreaterThanOrEqual(from)
  expect(node.to).toBeLessThanOrEqual(to)
  expect(node.to).toBeGreaterThanOrEqual(node.from)
  forEachChild(node, child => checkSpans(child, 0, to))
}

/** The texts with a token taken out, doubled or swapped, by a generator that always draws the same. */
function* damaged(texts: readonly string[], count: number): Generator<string> {
  let seed = 7
  const draw = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
    return (seed >>> 8) % below
  }
  const pieces = [
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    '.',
    '|>',
    '=>',
    '=',
    '"',
    '${',
    '/',
    'if',
    'with',
    'é',
    '1h',
    '@a',
    '\\',
    '\n',
  ]
  for (let i = 0; i < count; i++) {
    const text = texts[draw(texts.length)]!
    const at = draw(text.length + 1)
    const cut = draw(3) === 0 ? draw(6) : 0
    const piece = draw(2) === 0 ? pieces[draw(pieces.length)]! : text.slice(draw(text.length + 1)).slice(0, draw(8))
    yield text.slice(0, at) + piece + text.slice(at + cut)
  }
}
