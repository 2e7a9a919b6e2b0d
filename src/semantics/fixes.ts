// Changes that may mend what was found: the import a name wants, the nearest name to a misspelt one, the argument that is
// missing, a conversion around a number of the other type.
import type { CallExpression, File, Node, Span } from '../syntax/index.ts'
import type { Fix } from './diagnostic.ts'
import type { PackageTypes } from './environment.ts'
import type { Found, Inferred } from './infer.ts'
import { prune, type Type } from './types.ts'
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
      return typeFixes(what, file)
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
  const before = file.imports.at(-1) ?? file.package
  const at = before ? before.to : 0
  const line = `import "${path}"`
  const text = file.imports.length > 0 ? `\n${line}` : before ? `\n\n${line}` : `${line}\n\n`
  return { title: `Import "${path}"`, edits: [{ from: at, to: at, text }], preferred }
}

function nameFixes(name: string, span: Span, candidates: readonly string[]): Fix[] {
  const found = nearest(name, candidates)
  return found === null ? [] : [replacement(span, found, found)]
}

function replacement({ from, to }: Span, text: string, name: string): Fix {
  return { title: `Change to \`${name}\``, edits: [{ from, to, text }], preferred: true }
}

function typeFixes({ problem, node, at }: Extract<Found['what'], { kind: 'type' }>, file: File): Fix[] {
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

/** The candidate that differs least, if it is near enough to be meant. */
function nearest(name: string, candidates: readonly string[]): string | null {
  let best: string | null = null
  let least = Math.max(1, Math.floor(name.length / 3)) + 0.5
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) >= least) continue
    const far = distance(name.toLowerCase(), candidate.toLowerCase())
    if (far < least) {
      best = candidate
      least = far
    }
  }
  return best
}

/** Letters changed, added, left out, or swapped with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1)
      row.push(cost)
    }
    before = above
    above = row
  }
  return above[b.length]!
}
