// The addresses a script would read and write, as far as they can be told before it runs: those that standard members
// are called with, through names, functions of the script and texts put together from literals. Whatever only a run can
// know counts as computed; the run asks about it when it comes up.
import { type Analysis, memberScheme, standardTypes } from '../semantics/index.ts'
import { type CallExpression, type Expression, type Node, walk } from '../syntax/index.ts'
import { argument, bare, type MemberName, memberOf, nameOf, settled } from './calls.ts'
import type { OpenScript } from './openScript.ts'

export interface Reach {
  /** As the script has them: relative ones are the page's own. In the order of the text, each once. */
  readonly reads: readonly string[]
  readonly writes: readonly string[]
  /** Whether it reads or writes buckets kept where it runs: those it names without a host. */
  readonly buckets: { readonly read: boolean; readonly written: boolean }
  /** Some address is only known while it runs. */
  readonly computed: boolean
}

export function reachOf({ analysis }: OpenScript): Reach {
  const calls = callsIn(analysis)
  const texts = new Texts(analysis, calls)
  const [reads, writes, buckets] = [new Set<string>(), new Set<string>(), { read: false, written: false }]
  let computed = false
  for (const call of calls) {
    const member = memberOf(analysis, settled(analysis, call.callee))
    if (member === null) continue
    const name = addressParameter(member)
    if (name === null) {
      if (argument(call, 'bucket') ?? argument(call, 'bucketID')) buckets.read = true
      continue
    }
    const direction = isWriter(member, call, texts) ? 'written' : 'read'
    const given = argument(call, name)
    const found = given && texts.of(given)
    if (given === null && name === 'host') buckets[direction] = true
    else if (found === null) computed = true
    else for (const address of found) if (address !== '') (direction === 'read' ? reads : writes).add(address)
  }
  return { reads: [...reads], writes: [...writes], buckets, computed }
}

const addressNames = ['url', 'host', 'broker', 'dataSourceName']

/** The parameter that takes the address; null for a member that reaches nothing. */
function addressParameter({ path, name }: MemberName): string | null {
  const type = memberScheme(standardTypes, path, name)?.type
  if (type?.kind !== 'function') return null
  return (
    addressNames.find(one => [...type.required, ...type.optional].some(parameter => parameter.name === one)) ?? null
  )
}

const readers = new Set(['from', '_from', 'scrape', 'get', 'peek', 'query', 'query_range', 'select', 'limits', 'buckets', 'cardinality', 'databases']) // biome-ignore format: one row

/** Whatever is not known to read may write; what is given its method does as that says. */
function isWriter({ path, name }: MemberName, call: CallExpression, texts: Texts): boolean {
  if (name === 'do' || name === '_do' || (path === 'experimental/influxdb' && name === 'api')) {
    const method = argument(call, 'method')
    const methods = method && texts.of(method)
    return methods === null || methods.some(one => one !== 'GET' && one !== 'HEAD')
  }
  return !readers.has(name)
}

function callsIn({ file }: Analysis): readonly CallExpression[] {
  const calls: CallExpression[] = []
  walk(file, node => {
    if (node.kind === 'CallExpression') calls.push(node)
    return true
  })
  return calls
}

/** More values than these are as good as unknown. */
const MOST = 100
const DEEPEST = 12

/** The texts an expression can have, from literals alone; null where a run has to tell. */
class Texts {
  /** Of each parameter, what the calls of its function give it; null where one gives nothing. */
  private readonly given = new Map<Node, (Expression | null)[]>()
  private readonly analysis: Analysis

  constructor(analysis: Analysis, calls: readonly CallExpression[]) {
    this.analysis = analysis
    for (const call of calls) {
      const callee = settled(analysis, call.callee)
      if (callee.kind !== 'FunctionExpression') continue
      for (const parameter of callee.params) {
        const values = this.given.get(parameter) ?? []
        this.given.set(parameter, values)
        values.push(argument(call, parameter.key.name) ?? parameter.value)
      }
    }
  }

  of(expression: Expression, depth = 0): readonly string[] | null {
    if (depth > DEEPEST) return null
    const node = settled(this.analysis, expression)
    const at = depth + 1
    switch (node.kind) {
      case 'StringLiteral':
        return [node.value]
      case 'StringExpression':
        return this.joined(
          node.parts.map(part => (part.kind === 'TextPart' ? [part.value] : this.of(part.expression, at))),
        )
      case 'BinaryExpression':
        return node.operator === '+' ? this.joined([this.of(node.left, at), this.of(node.right, at)]) : null
      case 'ConditionalExpression':
        return together([this.of(node.consequent, at), this.of(node.alternate, at)])
      case 'MemberExpression':
        return this.ofProperty(
          node.object,
          node.property.kind === 'Identifier' ? node.property.name : node.property.value,
          at,
        )
      case 'Identifier':
        return this.ofParameter(this.analysis.bindings.get(node)?.node ?? null, at)
      default:
        return null
    }
  }

  private ofProperty(object: Expression, name: string, depth: number): readonly string[] | null {
    const record = settled(this.analysis, bare(object))
    if (record.kind !== 'RecordExpression') return null
    const found = record.properties.find(property => nameOf(property) === name)
    return found?.value ? this.of(found.value, depth) : null
  }

  private ofParameter(parameter: Node | null, depth: number): readonly string[] | null {
    const values = parameter && this.given.get(parameter)
    return values ? together(values.map(value => value && this.of(value, depth))) : null
  }

  private joined(parts: readonly (readonly string[] | null)[]): readonly string[] | null {
    let texts: readonly string[] = ['']
    for (const part of parts) {
      if (part === null || part.length * texts.length > MOST) return null
      texts = texts.flatMap(text => part.map(more => text + more))
    }
    return texts
  }
}

function together(parts: readonly (readonly string[] | null)[]): readonly string[] | null {
  const texts: string[] = []
  for (const part of parts) {
    if (part === null || texts.length + part.length > MOST) return null
    texts.push(...part)
  }
  return texts
}
