// A function of the script as text that another engine can run: its own source, with what it takes from outside
// written out. Functions of the script and streams have no such text.
import type { PrintedFunction } from '../library/index.ts'
import { type Block, type Expression, escaped, type FunctionExpression, isIdentifier } from '../syntax/index.ts'
import {
  Duration,
  formatDuration,
  formatFloat,
  formatTime,
  isNull,
  quoted,
  RecordValue,
  Regexp,
  Time,
  UInt,
  type Value,
} from '../values/index.ts'
import { type Closure, MemberFunction, PackageValue } from './call.ts'
import type { Evaluator } from './evaluate.ts'
import { childrenOf } from './rowShape.ts'

/** Null where the function uses something that has no text of its own. */
export function printedFunction({ node, scope }: Closure, evaluator: Evaluator): PrintedFunction | null {
  const imports = new Map<string, string>()
  const replaced: Array<{ readonly from: number; readonly to: number; readonly text: string }> = []
  for (const { name, from, to, shorthand } of freeNames(node)) {
    const value = evaluator.lookup(name, scope)
    if (value instanceof PackageValue) imports.set(name, value.path)
    else if (value instanceof MemberFunction && scope.get(name) === undefined) continue
    else {
      const text = literalOf(value)
      if (text === null) return null
      replaced.push({ from, to, text: shorthand ? `${name}: ${text}` : text })
    }
  }
  let text = ''
  let at = node.from
  for (const one of replaced.toSorted((a, b) => a.from - b.from)) {
    text += evaluator.run.textOf({ from: at, to: one.from }) + one.text
    at = one.to
  }
  return { text: text + evaluator.run.textOf({ from: at, to: node.to }), imports }
}

interface FreeName {
  readonly name: string
  readonly from: number
  readonly to: number
  /** `{name}`, short for `{name: name}`. */
  readonly shorthand: boolean
}

/** Names of a function that are neither its parameters nor its own variables. */
function freeNames(fn: FunctionExpression): FreeName[] {
  const own = new Set(fn.params.map(p => p.key.name))
  if (fn.body.kind === 'Block') for (const s of fn.body.body) if (s.kind === 'VariableAssignment') own.add(s.id.name)
  const found: FreeName[] = []
  const visit = (node: Expression | Block): void => {
    if (node.kind === 'Identifier') found.push({ name: node.name, from: node.from, to: node.to, shorthand: false })
    else if (node.kind === 'FunctionExpression') found.push(...freeNames(node))
    else {
      if (node.kind === 'RecordExpression') {
        if (node.with) visit(node.with)
        for (const { key, value } of node.properties)
          if (!value && key.kind === 'Identifier')
            found.push({ name: key.name, from: key.from, to: key.to, shorthand: true })
      }
      childrenOf(node).forEach(visit)
    }
  }
  for (const p of fn.params) if (p.value) visit(p.value)
  visit(fn.body)
  const unique = new Map(found.map(one => [one.from, one]))
  return [...unique.values()].filter(one => !own.has(one.name))
}

/** A value as Flux writes it. */
function literalOf(value: Value): string | null {
  if (typeof value === 'string') return `"${escaped(value)}"`
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'bigint') return value < 0n ? `(${value})` : String(value)
  if (typeof value === 'number') return floatText(value)
  if (value instanceof UInt) return `uint(v: ${quoted(String(value.value))})`
  if (value instanceof Time) return formatTime(value.ns)
  if (value instanceof Duration) return formatDuration(value)
  if (value instanceof Regexp) return `/${value.source.replaceAll('/', '\\/')}/`
  if (Array.isArray(value)) return listOf(value.map(literalOf), '[', ']')
  if (value instanceof RecordValue)
    return listOf(
      [...value.fields].map(([key, field]) => {
        const text = isNull(field) ? null : literalOf(field)
        return text === null ? null : `${isIdentifier(key) ? key : `"${escaped(key)}"`}: ${text}`
      }),
      '{',
      '}',
    )
  return null
}

function listOf(parts: readonly (string | null)[], open: string, close: string): string | null {
  return parts.includes(null) ? null : `${open}${parts.join(', ')}${close}`
}

function floatText(value: number): string {
  if (!Number.isFinite(value) || Object.is(value, -0)) return `float(v: ${quoted(formatFloat(value))})`
  const text = formatFloat(value)
  const point = text.includes('.') ? text : `${text}.0`
  return value < 0 ? `(${point})` : point
}
