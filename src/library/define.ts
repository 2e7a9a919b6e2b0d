// How a Flux function is declared: one object holds its signature, its documentation and what it does. The name is the
// key under which a package lists it. The same entry feeds the checker, the evaluator, completion, hover and the docs.
import {
  type BasicType,
  Duration,
  type Fault,
  fault,
  isNull,
  type Null,
  nullOf,
  Regexp,
  Time,
  typeName,
  UInt,
  type Value,
} from '../values/index.ts'
import type { Context } from './context.ts'
import { type ArgsOf, type Given, type Parameter, type ResultOf, readSignature, type Signature } from './signature.ts'

export type MemberKind =
  | 'constant'
  | 'option'
  | 'fn'
  | 'source'
  | 'transform'
  | 'aggregate'
  | 'selector'
  | 'sink'
  | 'composed'
  | 'unavailable'

/** A member as everything but its package sees it. */
export interface Member {
  readonly kind: MemberKind
  readonly signature: Signature
  readonly summary: string
  /** A sentence a parameter, by its name. */
  readonly params: Readonly<Record<string, string>>
  readonly examples: readonly string[]
  /** Where it answers otherwise than the reference engine on purpose. */
  readonly differs: string | null
  /** The member that stands for this one inside a map the reference runs vectorised. */
  readonly vectorised?: Member
  /** For constants and options: the value. */
  readonly value?: Value | ((context: Context) => Value)
  /** For functions: named arguments with defaults filled in; may throw a Fault. */
  readonly invoke?: (args: Readonly<Record<string, Value>>, context: Context) => Value
}

export interface Package {
  readonly path: string
  readonly summary: string
  readonly members: Readonly<Record<string, Member>>
}

export interface Documented<S extends string> {
  readonly summary: string
  readonly params: Record<keyof ArgsOf<S> & string, string>
  readonly examples?: readonly string[]
  readonly differs?: string
}

/** What a null argument does to a function of plain values. */
export type NullRule = 'refuse' | 'propagate' | 'pass'

export interface FnDefinition<S extends string, D> extends Documented<S> {
  readonly defaults?: D
  /** `refuse` (the default): a fault; `propagate`: the result is null; `pass`: the call sees the Null. */
  readonly nulls?: NullRule
  /** The fault of a null without a type, which a column that a row lacks gives. */
  readonly untypedNull?: (parameter: string, type: string) => string
  /** The fault of a null that has a type, where nulls are refused in words of the member's own. */
  readonly typedNull?: string
  call(args: Given<S, D>, context: Context): ResultOf<S> | Value
}

/** A function of plain values. */
export function fn<const S extends string, const D extends Partial<ArgsOf<S>> = Record<never, never>>(
  text: S,
  definition: FnDefinition<S, D>,
): Member {
  const signature = readSignature(text)
  const rule = definition.nulls ?? 'refuse'
  return {
    ...documentation('fn', signature, definition),
    invoke(args, context) {
      if (definition.untypedNull) refuseUntyped(signature, args, definition.untypedNull)
      if (definition.typedNull !== undefined && Object.values(args).some(isNull))
        throw fault('unknown', definition.typedNull)
      if (rule === 'propagate') for (const key in args) if (isNull(args[key])) return nullOf(resultNull(signature))
      const given = unwrapped(signature, args, rule)
      return wrapResult(signature, definition.call({ ...definition.defaults, ...given } as Given<S, D>, context))
    },
  }
}

export function constant(type: string, value: Value, summary: string, examples: readonly string[] = []): Member {
  const signature = readSignature(type)
  return { kind: 'constant', signature, summary, params: {}, examples, differs: null, value }
}

/** An option has a value until a script sets another. */
export function option(
  type: string,
  summary: string,
  value: Value | ((context: Context) => Value),
  params: Readonly<Record<string, string>> = {},
): Member {
  return { kind: 'option', signature: readSignature(type), summary, params, examples: [], differs: null, value }
}

export interface ComposedDefinition<S extends string, D> extends Documented<S> {
  readonly defaults?: D
  build(args: Given<S, D>, context: Context): Value
}

/** A member made of other members. */
export function composed<const S extends string, const D extends Partial<ArgsOf<S>> = Record<never, never>>(
  text: S,
  definition: ComposedDefinition<S, D>,
): Member {
  return {
    ...documentation('composed', readSignature(text), definition),
    invoke: (args, context) => definition.build({ ...definition.defaults, ...args } as unknown as Given<S, D>, context),
  }
}

/** Checked and documented, but a browser cannot do it: `why`, and the way round. */
export function unavailable<const S extends string>(
  text: S,
  definition: Documented<S> & {
    why: string
    /** What would be wrong with the arguments anywhere. */
    refuse?(args: ArgsOf<S>): void
    /** The same, where it is found when a stream of it is set up. */
    refuseSetup?(args: ArgsOf<S>): Fault | null
  },
): Member {
  return {
    ...documentation('unavailable', readSignature(text), definition),
    invoke(args, context) {
      definition.refuse?.(args as ArgsOf<S>)
      const wrong = definition.refuseSetup?.(args as ArgsOf<S>)
      if (wrong) return context.stream({ inputs: [], kind: 'pure', run: () => Promise.reject(wrong) })
      throw fault('unimplemented', definition.why)
    },
  }
}

export function packageOf(path: string, summary: string, members: Readonly<Record<string, Member>>): Package {
  return { path, summary, members }
}

export function documentation<S extends string>(
  kind: MemberKind,
  signature: Signature,
  { summary, params, examples = [], differs = undefined }: Documented<S>,
): Member {
  return { kind, signature, summary, params, examples, differs: differs ?? null }
}

function refuseUntyped(
  { parameters }: Signature,
  args: Readonly<Record<string, Value>>,
  text: (parameter: string, type: string) => string,
): void {
  for (const { name, type } of parameters) {
    const value = args[name]
    if (value !== undefined && isNull(value) && value.type === 'invalid') throw fault('unknown', text(name, type))
  }
}

/** Arguments as the call's types promise them: uints as bigints, nothing of another type. */
function unwrapped(
  signature: Signature,
  args: Readonly<Record<string, Value>>,
  rule: NullRule,
): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const p of signature.parameters) {
    const value = args[p.name]
    if (value === undefined) continue
    out[p.name] = rule === 'pass' && isNull(value) ? value : checked(p, value)
  }
  return out
}

const basic = new Set(['string', 'int', 'uint', 'float', 'bool', 'bytes', 'time', 'duration', 'regexp'])

function checked(p: Parameter, value: Value): unknown {
  if (!basic.has(p.type)) return value
  if (isNull(value))
    throw fault(
      'unknown',
      `expected argument "${p.name}" to be of type ${p.type}, got type ${value.type} value ${nullText(value)}`,
    )
  const found = typeName(value)
  if (found !== p.type) throw fault('invalid', `type conflict: ${p.type} != ${found}`)
  return value instanceof UInt ? value.value : value
}

/** How messages of the reference show a null. */
export function nullText({ type }: Null): string {
  return type === 'invalid' ? '{}' : '<nil>'
}

/** The null a function gives for a null: of its own type. */
function resultNull({ result }: Signature): BasicType | 'invalid' {
  return basic.has(result) ? (result as BasicType) : 'invalid'
}

function wrapResult(signature: Signature, result: unknown): Value {
  return signature.result === 'uint' && typeof result === 'bigint'
    ? new UInt(BigInt.asUintN(64, result))
    : (result as Value)
}

/** Narrowings that members repeat. */
export const isDuration = (v: Value): v is Duration => v instanceof Duration
export const isTime = (v: Value): v is Time => v instanceof Time
export const isRegexp = (v: Value): v is Regexp => v instanceof Regexp
