// Types as people read them, in the official notation. More than four fields or parameters go on lines of their own, and
// so does what does not fit in 120 columns; a function breaks as one with its result.
import {
  type BoundType,
  byName,
  freeVariables,
  isComposite,
  type Kind,
  labelOf,
  mapParts,
  type ParameterType,
  prune,
  type RecordType,
  recordParts,
  type Scheme,
  type Type,
  type VariableType,
} from './types.ts'

const maxWidth = 120
const maxInline = 4

/** How to print: on one line whatever its length, or laid out; and how free variables are called. */
export interface TextStyle {
  readonly oneLine?: boolean
  readonly variable?: (id: number) => string
}

/** The letter of the n-th variable: A to Z, then t26, t27, … */
export function variableName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : `t${index}`
}

/** A type in the official notation; free variables print as `#A`. */
export function typeText(type: Type, style: TextStyle = {}): string {
  const doc = documentOf(type, style.variable ?? (id => `#${variableName(id)}`))
  if (style.oneLine) return flat(doc)
  return layOut(doc)
}

/** A scheme in the official notation: its type, then what its variables must fulfil. */
export function schemeText(scheme: Scheme, style: TextStyle = {}): string {
  const constraints = [...scheme.kinds]
    .filter(([, kinds]) => kinds.length > 0)
    .sort(([a], [b]) => a - b)
    .map(([index, kinds]) => `${variableName(index)}: ${sortedKinds(kinds).join(' + ')}`)
  const where = constraints.length > 0 ? ` where ${constraints.join(', ')}` : ''
  return typeText(scheme.type, style) + where
}

function sortedKinds(kinds: readonly Kind[]): Kind[] {
  return [...kinds].sort()
}

/** The word in brackets that messages put behind a type: what it is at heart. Basic types, streams and variables have none. */
export function typeNoun(type: Type): string {
  switch (prune(type).kind) {
    case 'function':
      return ' (function)'
    case 'dict':
      return ' (dictionary)'
    case 'record':
    case 'empty':
      return ' (record)'
    case 'dynamic':
      return ' (dynamic)'
    case 'array':
      return ' (array)'
    case 'vector':
      return ' (vector)'
    default:
      return ''
  }
}

// ── layout ──

/** A text, a sequence, or a list between brackets that may be broken, with what follows it in the same group. */
type Doc = string | readonly Doc[] | List

interface List {
  readonly open: string
  /** Stands before the items, on a line of its own when broken: `A with`. */
  readonly head: string
  readonly items: readonly Doc[]
  readonly close: string
  readonly after: Doc
}

function documentOf(type: Type, variable: (id: number) => string): Doc {
  const now = prune(type)
  switch (now.kind) {
    case 'basic':
      return now.name
    case 'dynamic':
      return 'dynamic'
    case 'error':
      return '<error>'
    case 'label':
      return `.${now.name}`
    case 'variable':
      return variable(now.id)
    case 'bound':
      return variableName(now.index)
    case 'array':
      return ['[', documentOf(now.element, variable), ']']
    case 'stream':
      return ['stream[', documentOf(now.element, variable), ']']
    case 'vector':
      return ['v[', documentOf(now.element, variable), ']']
    case 'dict':
      return ['[', documentOf(now.key, variable), ':', documentOf(now.value, variable), ']']
    case 'empty':
      return '{}'
    case 'record':
      return recordDocument(now, variable)
    case 'function': {
      const param = (mark: string) => (one: ParameterType) => [`${mark}${one.name}: `, ...paramDocument(one, variable)]
      const { pipe } = now
      const items = [...now.required.map(param('')), ...now.optional.map(param('?'))]
      if (pipe) items.unshift([`<-${pipe.name === '<-' ? '' : pipe.name}: `, ...paramDocument(pipe, variable)])
      return { open: '(', head: '', items, close: ') => ', after: documentOf(now.result, variable) }
    }
  }
}

function paramDocument(param: ParameterType, variable: (id: number) => string): Doc[] {
  const type = documentOf(param.type, variable)
  return param.standard ? [type, ' = ', documentOf(param.standard, variable)] : [type]
}

function recordDocument(record: RecordType, variable: (id: number) => string): Doc {
  const { fields, tail } = recordParts(record)
  const items = fields.map(field => {
    const label = typeof field.label === 'string' ? field.label : flat(documentOf(field.label, variable))
    return [`${label}: `, documentOf(field.type, variable)]
  })
  const head = tail.kind === 'empty' ? '' : `${flat(documentOf(tail, variable))} with`
  return { open: '{', head, items, close: '}', after: '' }
}

function isList(doc: Doc): doc is List {
  return typeof doc === 'object' && 'open' in doc
}

function flat(doc: Doc): string {
  if (typeof doc === 'string') return doc
  if (!isList(doc)) return doc.map(flat).join('')
  const head = doc.head && doc.items.length > 0 ? `${doc.head} ` : doc.head
  return doc.open + head + doc.items.map(flat).join(', ') + doc.close + flat(doc.after)
}

/** Whether something in it must stand on lines of its own. */
function mustBreak(doc: Doc): boolean {
  if (typeof doc === 'string') return false
  if (!isList(doc)) return doc.some(mustBreak)
  return doc.items.length > maxInline || doc.items.some(mustBreak) || mustBreak(doc.after)
}

function layOut(doc: Doc): string {
  let out = ''
  let column = 0
  const put = (text: string): void => {
    out += text
    column += text.length
  }
  const newline = (indent: number): void => {
    out += `\n${' '.repeat(indent)}`
    column = indent
  }
  /** `rest` is how much text follows on the same line before it can be broken. */
  const write = (part: Doc, indent: number, rest: number): void => {
    if (typeof part === 'string') {
      put(part)
      return
    }
    if (!isList(part)) {
      const widths = part.map(leadWidth)
      part.forEach((one, index) => {
        write(
          one,
          indent,
          widths.slice(index + 1).reduce((sum, width) => sum + width, rest),
        )
      })
      return
    }
    if (!mustBreak(part)) {
      const line = flat(part)
      if (column + line.length + rest <= maxWidth) {
        put(line)
        return
      }
    }
    put(part.open)
    if (part.head) {
      newline(indent + 4)
      put(part.head)
    }
    for (const item of part.items) {
      newline(indent + 4)
      write(item, indent + 4, 1)
      put(',')
    }
    if (part.items.length > 0 || part.head) newline(indent)
    put(part.close)
    write(part.after, indent, rest)
  }
  write(doc, 0, 0)
  return out
}

/** How wide the part is up to where a broken layout would end its first line. */
function leadWidth(doc: Doc): number {
  if (typeof doc === 'string') return doc.length
  if (isList(doc)) return doc.open.length
  let width = 0
  for (const part of doc) {
    width += leadWidth(part)
    if (isList(part)) break
  }
  return width
}

// ── names in messages ──

/**
 * Letters for the variables of one message, as the official tools give them out: free variables are first counted in the
 * order in which they appear, like a scheme's own; then everything counted gets the letters from A on, a record's tail
 * first and its fields by name. So letters look shuffled, and a variable that belongs to a scheme already may share its
 * letter with a free one.
 */
export class MessageNames {
  readonly #indexes = new Map<VariableType, number>()
  readonly #letters = new Map<number, number>()
  readonly #texts = new Map<Type, string>()
  readonly #number: (id: number) => number

  constructor(types: readonly Type[], number: (id: number) => number) {
    this.#number = number
    const free = new Set<VariableType>()
    for (const type of types) freeVariables(type, free)
    for (const variable of free) this.#indexes.set(variable, this.#indexes.size)
    for (const type of types) this.text(type)
  }

  /** The letter of a variable by its number in the whole analysis; the message about recursive types shows that one. */
  raw(id: number): string {
    return variableName(this.#number(id))
  }

  text(type: Type): string {
    let text = this.#texts.get(type)
    if (text === undefined) this.#texts.set(type, (text = typeText(this.#renamed(type))))
    return text
  }

  /** The type with its letters, and with record fields in the order messages show them: reversed by name. */
  #renamed(type: Type): Type {
    const now = prune(type)
    if (now.kind === 'variable') return this.#letter(this.#indexes.get(now) ?? now.id)
    if (now.kind === 'bound') return this.#letter(now.index)
    if (now.kind === 'record') return this.#renamedRecord(now)
    return isComposite(now) ? mapParts(now, part => this.#renamed(part)) : now
  }

  #letter(index: number): Type {
    let letter = this.#letters.get(index)
    if (letter === undefined) this.#letters.set(index, (letter = this.#letters.size))
    return { kind: 'bound', index: letter }
  }

  #renamedRecord(record: RecordType): Type {
    const parts = recordParts(record)
    let tail = this.#renamed(parts.tail)
    const named = parts.fields.map(field => ({ ...field, name: typeof field.label === 'string' ? field.label : '' }))
    for (const { label, type } of named.sort(byName)) {
      const shown = typeof label === 'string' ? label : (this.#renamed(label) as BoundType)
      tail = { kind: 'record', label: shown, type: this.#renamed(type), tail }
    }
    return tail
  }
}

/** The names of a record's fields that are known, front first. */
export function labelsOf(type: Type): string[] {
  const labels: string[] = []
  for (let now = prune(type); now.kind === 'record'; now = prune(now.tail)) {
    const label = labelOf(now)
    if (typeof label === 'string') labels.push(label)
  }
  return labels
}
