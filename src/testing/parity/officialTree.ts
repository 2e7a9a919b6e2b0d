// Trees in a form in which ours and the official JSON can be compared: ours is put into the official shape, and from the
// official one goes what ours has in another form (comments, the offsets of punctuation, source texts).
import {
  type Expression,
  type File,
  type Node,
  type Parameter,
  type Property,
  Source,
  type Span,
  type Statement,
} from '../../syntax/index.ts'

export type Json = null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json }

type Fields = Record<string, Json>

/** Our tree in the official shape. */
export function officialTree(file: File): Json {
  return new Converter(new Source(file.text)).file(file)
}

class Converter {
  readonly #source: Source

  constructor(source: Source) {
    this.#source = source
  }

  file(file: File): Json {
    return {
      ...this.#at(file),
      package: file.package ? this.#node(file.package, { name: this.#bare(file.package.name) }) : null,
      imports: file.imports.map(one =>
        this.#node(one, { as: one.alias && this.#bare(one.alias), path: this.#bare(one.path) }),
      ),
      body: file.body.map(one => this.#statement(one)),
    }
  }

  #at(span: Span): Fields {
    const [start, end] = [this.#source.official(span.from), this.#source.official(span.to)]
    return { location: { start: { ...start }, end: { ...end } } }
  }

  #node(node: Node, fields: Fields, type = ''): Fields {
    const attributes = 'attributes' in node ? node.attributes : []
    return {
      ...(type === '' ? {} : { type }),
      ...this.#at(node),
      ...(attributes.length > 0 ? { attributes: attributes.map(one => one.name) } : {}),
      ...fields,
    }
  }

  /** A node in a place where only one kind can be: it has no type there. */
  #bare(node: Expression): Json {
    const { type: _, ...rest } = this.#expression(node)
    return rest
  }

  #statement(node: Statement): Json {
    const { kind } = node
    switch (kind) {
      case 'ExpressionStatement':
        return this.#node(node, { expression: this.#expression(node.expression) }, kind)
      case 'VariableAssignment':
        return this.#node(node, { id: this.#bare(node.id), init: this.#expression(node.init) }, kind)
      case 'OptionStatement': {
        const { assignment } = node
        const init = this.#expression(assignment.init)
        const target: Fields =
          assignment.kind === 'VariableAssignment'
            ? { id: this.#bare(assignment.id) }
            : { member: this.#bare(assignment.member) }
        return this.#node(node, { assignment: this.#node(assignment, { ...target, init }, assignment.kind) }, kind)
      }
      case 'ReturnStatement':
        return this.#node(node, { argument: this.#expression(node.argument) }, kind)
      case 'TestCaseStatement': {
        const parent: Fields = node.extends ? { extends: this.#bare(node.extends) } : {}
        const block = this.#node(node.block, { body: node.block.body.map(one => this.#statement(one)) }, 'Block')
        return this.#node(node, { id: this.#bare(node.id), ...parent, block }, kind)
      }
      case 'BuiltinStatement':
        return this.#node(node, { id: this.#bare(node.id) }, kind)
      case 'BadStatement':
        return this.#node(node, { text: node.text }, kind)
    }
  }

  #expression(node: Expression): Fields {
    const { kind } = node
    const all = (nodes: readonly Expression[]) => nodes.map(one => this.#expression(one))
    switch (kind) {
      case 'Identifier':
        return this.#node(node, { name: node.name }, kind)
      case 'IntegerLiteral':
        return this.#node(node, { value: String(node.value) }, kind)
      case 'FloatLiteral':
      case 'StringLiteral':
      case 'RegexpLiteral':
      case 'LabelLiteral':
        return this.#node(node, { value: node.value }, kind)
      case 'DateTimeLiteral':
        return this.#node(node, { value: String(node.ns) }, kind)
      case 'DurationLiteral': {
        const values = node.values.map(({ magnitude, unit }) => ({ magnitude: Number(magnitude), unit }))
        return this.#node(node, { values }, kind)
      }
      case 'PipeLiteral':
        return this.#node(node, {}, kind)
      case 'BadExpression':
        return this.#node(node, { text: node.text, expression: null }, kind)
      case 'StringExpression': {
        const parts = node.parts.map(part =>
          part.kind === 'TextPart'
            ? this.#node(part, { value: part.value }, part.kind)
            : this.#node(part, { expression: this.#expression(part.expression) }, part.kind),
        )
        return this.#node(node, { parts }, kind)
      }
      case 'ArrayExpression':
        return this.#node(node, { elements: all(node.elements) }, kind)
      case 'DictExpression': {
        const elements = node.entries.map(({ key, value }) => ({
          key: this.#expression(key),
          val: this.#expression(value),
        }))
        return this.#node(node, { elements }, kind)
      }
      case 'RecordExpression': {
        const source: Fields = node.with ? { with: this.#bare(node.with) } : {}
        return this.#node(node, { ...source, properties: this.#properties(node.properties) }, 'ObjectExpression')
      }
      case 'FunctionExpression': {
        const body =
          node.body.kind === 'Block'
            ? this.#node(node.body, { body: node.body.body.map(one => this.#statement(one)) }, 'Block')
            : this.#expression(node.body)
        return this.#node(node, { params: this.#properties(node.params), body }, kind)
      }
      case 'CallExpression': {
        const callee = this.#expression(node.callee)
        if (node.args.length === 0) return this.#node(node, { callee }, kind)
        // The arguments are one record without braces.
        const span = { from: node.args[0]!.from, to: node.args.at(-1)!.to }
        const args = { type: 'ObjectExpression', ...this.#at(span), properties: this.#properties(node.args) }
        return this.#node(node, { callee, arguments: [args] }, kind)
      }
      case 'PipeExpression':
        return this.#node(node, { argument: this.#expression(node.argument), call: this.#bare(node.call) }, kind)
      case 'MemberExpression': {
        const property = this.#expression(node.property)
        return this.#node(node, { object: this.#expression(node.object), property }, kind)
      }
      case 'IndexExpression':
        return this.#node(node, { array: this.#expression(node.array), index: this.#expression(node.index) }, kind)
      case 'BinaryExpression':
      case 'LogicalExpression': {
        const [left, right] = [this.#expression(node.left), this.#expression(node.right)]
        return this.#node(node, { operator: node.operator, left, right }, kind)
      }
      case 'UnaryExpression':
        return this.#node(node, { operator: node.operator, argument: this.#expression(node.argument) }, kind)
      case 'ConditionalExpression': {
        const [consequent, alternate] = [this.#expression(node.consequent), this.#expression(node.alternate)]
        return this.#node(node, { test: this.#expression(node.test), consequent, alternate }, kind)
      }
      case 'ParenExpression':
        return this.#node(node, { expression: this.#expression(node.expression) }, kind)
    }
  }

  #properties(nodes: readonly (Property | Parameter)[]): Json[] {
    return nodes.map(one =>
      this.#node(one, { key: this.#expression(one.key), value: one.value && this.#expression(one.value) }, 'Property'),
    )
  }
}

const unlike = new Set([
  'comments',
  'errors',
  'metadata',
  'eof',
  'comma',
  'separator',
  'arrow',
  'colon',
  'ty',
  ...['lbrack', 'rbrack', 'lbrace', 'rbrace', 'lparen', 'rparen', 'tk_if', 'tk_then', 'tk_else'],
])

/** The official JSON without what is not compared. */
export function comparable(value: Json, top = true): Json {
  if (Array.isArray(value)) return value.map(one => comparable(one, false))
  if (value === null || typeof value !== 'object') return value
  const fields = value as Fields
  const out: Fields = {}
  for (const [key, field] of Object.entries(fields)) {
    if (unlike.has(key) || (top && key === 'name')) continue
    if (key === 'location') {
      const { start, end } = field as Fields
      out.location = { start: start!, end: end! }
    } else if (key === 'attributes') out.attributes = (field as Fields[]).map(one => one.name!)
    else if (key !== 'type' || !typeless.has(String(field))) out[key] = comparable(field, false)
  }
  if (fields.type === 'DateTimeLiteral') out.value = nanoseconds(String(fields.value))
  return out
}

const typeless = new Set(['File', 'ImportDeclaration', 'PackageClause'])

function nanoseconds(time: string): string {
  const [, seconds, fraction = '.', offset] = /^(.*?)(\.\d+)?([+-]\d\d:\d\d|Z)$/.exec(time)!
  return String(BigInt(Date.parse(seconds! + offset!)) * 1_000_000n + BigInt(fraction.slice(1).padEnd(9, '0')))
}

/** The path to the first difference of two trees, or null. */
export function difference(ours: Json, theirs: Json, path = ''): string | null {
  if (ours === theirs) return null
  if (ours === null || theirs === null || typeof ours !== 'object' || typeof theirs !== 'object') {
    return `${path}: ${JSON.stringify(ours)?.slice(0, 80)} instead of ${JSON.stringify(theirs)?.slice(0, 80)}`
  }
  const [a, b] = [ours as Fields, theirs as Fields]
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = difference(a[key] ?? null, b[key] ?? null, `${path}.${key}`)
    if (found) return found
  }
  return null
}
