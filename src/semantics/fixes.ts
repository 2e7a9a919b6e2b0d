// Changes that may mend what was found: the import a name wants, the nearest name to a misspelt one, the argument that is
// missing, a conversion around a number of the other type.
import {
  type CallExpression,
  type File,
  isIdentifier,
  type MemberExpression,
  type Node,
  type Span,
  walk,
} from '../syntax/index.ts'
import type { Fix } from './diagnostic.ts'
import type { PackageTypes } from './environment.ts'
import { importEdit } from './imports.ts'
import type { Found, Inferred } from './inferNames.ts'
import { nearest } from './nearest.ts'
import { labelOf, prune, type Type } from './types.ts'
import type { TypeProblem } from './unify.ts'

/** What might help against one finding; the likeliest first. */
export function fixesFor({ what, ...span }: Found, inferred: Inferred, packages: PackageTypes, file: File): Fix[] {
  switch (what.kind) {
    case 'undefined':
      return [...importFixes(what.name, packages, file), ...nameFixes(what.name, span, visibleNames(what, inferred))]
    case 'import': {
      const path = nearest(what.path, packages.paths())
      const literal = file.imports.find(one => one.from === span.from)?.path
      return path !== null && literal ? [replacement(literal, `"${path}"`, path)] : []
    }
    case 'member': {
      const name = nearest(
        what.name,
        [...(packages.signatures(what.path)?.keys() ?? [])].filter(one => one[0] !== '_'),
      )
      if (name === null) return []
      const { property } = what.node
      return [replacement(property, property.kind === 'Identifier' ? name : `"${name}"`, name)]
    }
    case 'type':
      return typeFixes(what, span, inferred.types, file)
    default:
      return []
  }
}

function visibleNames({ visible }: Extract<Found['what'], { kind: 'undefined' }>, inferred: Inferred): string[] {
  const names: string[] = []
  for (let scope: typeof visible | null = visible; scope; scope = scope.parent) names.push(...scope.names.keys())
  return [...names, ...inferred.environment.outerNames().filter(name => !name.startsWith('_'))]
}

/** Packages whose last part is the name: the shorter paths, and what is no experiment, first. */
function importFixes(name: string, packages: PackageTypes, file: File): Fix[] {
  const paths = packages.paths().filter(path => path === name || path.endsWith(`/${name}`))
  const rank = (path: string) => path.split('/').length + (/^(experimental|contrib|internal)\b/.test(path) ? 10 : 0)
  const known = new Set(file.imports.map(one => one.path.value))
  return paths
    .filter(path => !known.has(path))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((path, index) => importFix(path, file, index === 0))
}

function importFix(path: string, file: File, preferred: boolean): Fix {
  return { title: `Import "${path}"`, edits: [importEdit(path, file)], preferred }
}

function nameFixes(name: string, span: Span, candidates: readonly string[]): Fix[] {
  const found = nearest(name, candidates)
  return found === null ? [] : [replacement(span, found, found)]
}

function replacement({ from, to }: Span, text: string, name: string): Fix {
  return { title: `Change to \`${name}\``, edits: [{ from, to, text }], preferred: true }
}

function typeFixes(
  { problem, node, at }: Extract<Found['what'], { kind: 'type' }>,
  span: Span,
  types: Inferred['types'],
  file: File,
): Fix[] {
  if (node.kind === 'CallExpression') {
    if (problem.kind === 'missingArgument') return argumentFix(node, problem.name, problem.type)
    if (problem.kind === 'extraArgument') {
      const arg = node.args.findLast(one => nameOf(one.key) === problem.name)
      const name =
        nearest(problem.name, problem.expected) ?? (problem.expected.length === 1 ? problem.expected[0]! : null)
      // A name without a value is a value too, and must stay one.
      if (arg && name !== null) return [replacement(arg.key, arg.value ? name : `${name}: ${problem.name}`, name)]
      return []
    }
  }
  const missing = plainProblem(problem)
  if (missing.kind === 'missingLabel') return labelFix(span, missing.label, types, file)
  const mismatch = plainMismatch(problem)
  return mismatch && at ? conversionFix(at, mismatch.expected, mismatch.found, file) : []
}

function nameOf(key: CallExpression['args'][number]['key']): string {
  return key.kind === 'Identifier' ? key.name : key.value
}

function argumentFix(call: CallExpression, name: string, type: Type): Fix[] {
  if (call.rparen < 0) return []
  const last = call.args.at(-1)
  const from = last ? last.to : call.rparen
  const text = `${last ? ', ' : ''}${name}: ${sampleOf(prune(type))}`
  return [{ title: `Add the argument \`${name}\``, edits: [{ from, to: from, text }] }]
}

/** Something of the type to start from. */
function sampleOf(type: Type): string {
  if (type.kind === 'array') return '[]'
  if (type.kind === 'function') {
    const names = [...type.required, ...type.optional].map(param => param.name)
    if (type.pipe && type.pipe.name !== '<-') names.unshift(`${type.pipe.name}=<-`)
    return `(${names.join(', ')}) => ${names.length > 0 ? names[0]!.replace('=<-', '') : '0'}`
  }
  if (type.kind !== 'basic') return '""'
  return {
    bool: 'true',
    int: '0',
    uint: 'uint(v: 0)',
    float: '0.0',
    string: '""',
    duration: '1m',
    time: 'now()',
    regexp: '/./',
    bytes: 'bytes(v: "")',
  }[type.name]
}

/** What is wrong at heart, whatever it is an argument of. */
function plainProblem(problem: TypeProblem): TypeProblem {
  return problem.kind === 'argument' || problem.kind === 'return' ? plainProblem(problem.cause) : problem
}

/** A field that is not there may be another one misspelt. All reads of it there are changed. */
function labelFix(span: Span, label: string, types: Inferred['types'], file: File): Fix[] {
  const reads = readsOf(label, span, file)
  const labels = reads.flatMap(({ object }) => labelsIn(types.get(object)))
  const name = nearest(
    label,
    labels.filter(one => one !== label),
  )
  if (name === null) return []
  const edits = reads.map(({ property: { kind, from, to } }) => {
    const written = kind === 'Identifier' && isIdentifier(name) ? name : JSON.stringify(name)
    return { from, to, text: written }
  })
  return [{ title: `Change to \`${name}\``, edits, preferred: true }]
}

function labelsIn(type: Type | undefined): string[] {
  const labels: string[] = []
  for (let record = type && prune(type); record?.kind === 'record'; record = prune(record.tail)) {
    const name = labelOf(record)
    if (typeof name === 'string') labels.push(name)
  }
  return labels
}

function readsOf(label: string, span: Span, file: File): MemberExpression[] {
  const reads: MemberExpression[] = []
  walk(file, node => {
    if (node.to < span.from || node.from > span.to) return false
    if (node.kind !== 'MemberExpression' || nameOf(node.property) !== label) return true
    // A record's own problem is told at the record, so its member begins where the span does.
    if (node.from === span.from || (node.from >= span.from && node.to <= span.to)) reads.push(node)
    return true
  })
  return reads
}

/** The two types, when an argument or operand itself is of the wrong one. */
function plainMismatch(problem: TypeProblem): { expected: Type; found: Type } | null {
  if (problem.kind === 'argument') return plainMismatch(problem.cause)
  return problem.kind === 'mismatch' ? problem : null
}

const conversions: ReadonlySet<string> = new Set(['int', 'uint', 'float', 'string', 'time', 'duration'])

function conversionFix(node: Node, expected: Type, found: Type, file: File): Fix[] {
  const [wanted, given] = [prune(expected), prune(found)]
  if (wanted.kind !== 'basic' || given.kind !== 'basic' || !conversions.has(wanted.name)) return []
  const text = file.text.slice(node.from, node.to)
  if (node.kind === 'IntegerLiteral' && wanted.name === 'float') {
    return [
      { title: `Write it as a float: ${text}.0`, edits: [{ from: node.to, to: node.to, text: '.0' }], preferred: true },
    ]
  }
  const edits = [{ from: node.from, to: node.to, text: `${wanted.name}(v: ${text})` }]
  return [{ title: `Convert with \`${wanted.name}(v: …)\``, edits }]
}
