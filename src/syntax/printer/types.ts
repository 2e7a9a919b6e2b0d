// The notation of types, as it stands behind `builtin`.

import type { Identifier, StringLiteral } from '../leaves.ts'
import type { TypeConstraint, TypeExpression, TypeNode, TypeParameter, TypeProperty } from '../typeNodes.ts'
import type { Comments } from './comments.ts'
import { concat, type Doc, group, join, line, nest, nil, text } from './document.ts'
import { breaksFor, commaList } from './hang.ts'
import { labelText } from './literals.ts'

export class TypePrinter {
  readonly #source: string
  readonly #comments: Comments

  constructor(source: string, comments: Comments) {
    this.#source = source
    this.#comments = comments
  }

  expression({ type, where, constraints }: TypeExpression): Doc {
    const doc = this.#type(type)
    if (constraints.length === 0) return doc
    const { between } = breaksFor(constraints.length)
    const comments = this.#comments.before(where)
    const list = join(
      constraints.map(one => this.#constraint(one)),
      concat(text(','), between),
    )
    return concat(doc, between, comments, text('where'), between, list)
  }

  #constraint({ variable, kinds }: TypeConstraint): Doc {
    const name = this.#name(variable)
    const list = join(
      kinds.map(kind => this.#name(kind)),
      text(' + '),
    )
    return group(concat(name, text(': '), list))
  }

  #name(name: Identifier | StringLiteral): Doc {
    const comments = this.#comments.before(name.from)
    const written = name.kind === 'Identifier' ? name.name : this.#source.slice(name.from, name.to)
    return concat(comments, text(written))
  }

  #type(node: TypeNode): Doc {
    return group(concat(this.#comments.before(node.from), this.#inside(node)))
  }

  #inside(node: TypeNode): Doc {
    switch (node.kind) {
      case 'VariableType':
      case 'NamedType':
        return text(node.name)
      case 'DynamicType':
        return text('dynamic')
      case 'ArrayType':
        return concat(text('['), this.#type(node.element), text(']'))
      case 'StreamType':
        return concat(text('stream['), this.#type(node.element), text(']'))
      case 'VectorType':
        return concat(text('vector['), this.#type(node.element), text(']'))
      case 'DictType':
        return concat(text('['), this.#type(node.key), text(':'), this.#type(node.value), text(']'))
      case 'LabelType':
        return text(labelText(node.value))
      case 'RecordType': {
        const { between, edges } = breaksFor(node.properties.length)
        const tail = node.with ? concat(this.#name(node.with), line, text('with'), line) : nil
        const list = commaList(
          node.properties.map(one => this.#property(one)),
          between,
        )
        return concat(text('{'), nest(concat(edges, tail, list)), edges, text('}'))
      }
      case 'FunctionType': {
        const { between, edges } = breaksFor(node.params.length)
        const list = commaList(
          node.params.map(one => this.#parameter(one)),
          between,
        )
        const params = concat(text('('), nest(concat(edges, list)), edges, text(') => '))
        return concat(params, this.#type(node.result))
      }
    }
  }

  #property({ name, type }: TypeProperty): Doc {
    return group(concat(this.#name(name), text(': '), this.#type(type)))
  }

  #parameter({ mode, name, type, default: standard }: TypeParameter): Doc {
    const comments = this.#comments.before((name ?? type).from)
    const mark = mode === 'pipe' ? '<-' : mode === 'optional' ? '?' : ''
    const head = concat(comments, text(mark), name ? this.#name(name) : nil, text(': '), this.#type(type))
    if (!standard) return head
    return concat(head, text(' = '), this.#comments.before(standard.from), text(labelText(standard.value)))
  }
}
