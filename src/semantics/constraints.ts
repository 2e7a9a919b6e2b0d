// Kinds: which types may be added, compared, written into a text, and so on.
import { type BasicName, type Kind, prune, type Type } from './types.ts'

/** A type that is not of a kind it should be. */
export interface KindProblem {
  readonly kind: 'notOfKind'
  readonly type: Type
  readonly need: Kind
}

const numbers: readonly Kind[] = [
  'Addable',
  'Subtractable',
  'Divisible',
  'Numeric',
  'Comparable',
  'Equatable',
  'Nullable',
]
const numberKinds: readonly Kind[] = [...numbers, 'Negatable', 'Stringable', 'Basic']

const basicKinds: Readonly<Record<BasicName | 'label', ReadonlySet<Kind>>> = {
  int: new Set(numberKinds),
  uint: new Set(numberKinds),
  float: new Set(numberKinds),
  string: new Set<Kind>(['Addable', 'Comparable', 'Equatable', 'Nullable', 'Stringable', 'Basic']),
  bool: new Set<Kind>(['Equatable', 'Nullable', 'Stringable', 'Basic']),
  duration: new Set<Kind>(['Comparable', 'Equatable', 'Nullable', 'Negatable', 'Timeable', 'Stringable', 'Basic']),
  time: new Set<Kind>(['Comparable', 'Equatable', 'Nullable', 'Timeable', 'Stringable', 'Basic']),
  bytes: new Set<Kind>(['Equatable', 'Basic']),
  regexp: new Set<Kind>(['Basic']),
  label: new Set<Kind>(['Addable', 'Comparable', 'Equatable', 'Nullable', 'Stringable', 'Basic', 'Label']),
}

/** Requires a kind of a type. A free variable remembers it; everything else fulfils it or gives a problem. */
export function constrain(type: Type, need: Kind, problems: KindProblem[]): void {
  const now = prune(type)
  switch (now.kind) {
    case 'error':
    case 'bound':
      return
    case 'variable':
      if (!now.kinds.includes(need)) now.kinds = [...now.kinds, need]
      return
    case 'basic':
      if (!basicKinds[now.name].has(need)) problems.push({ kind: 'notOfKind', type: now, need })
      return
    case 'label':
      if (!basicKinds.label.has(need)) problems.push({ kind: 'notOfKind', type: now, need })
      return
    case 'dynamic':
      if (need !== 'Basic') problems.push({ kind: 'notOfKind', type: now, need })
      return
    case 'empty':
      if (need !== 'Record' && need !== 'Equatable') problems.push({ kind: 'notOfKind', type: now, need })
      return
    case 'record':
      if (need === 'Record') return
      if (need !== 'Equatable') problems.push({ kind: 'notOfKind', type: now, need })
      else {
        constrain(now.type, need, problems)
        constrain(now.tail, need, problems)
      }
      return
    case 'vector':
      constrain(now.element, need, problems)
      return
    case 'array':
    case 'stream':
      if (need === 'Equatable') constrain(now.element, need, problems)
      else problems.push({ kind: 'notOfKind', type: now, need })
      return
    default:
      problems.push({ kind: 'notOfKind', type: now, need })
  }
}
