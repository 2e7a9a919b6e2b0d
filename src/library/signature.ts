// A Flux signature is text, and that text types the TypeScript: `'(v: string, i: int) => string'` gives `call` its
// arguments and its result. At run time the same text gives the parameter list.
import type { Duration, FunctionValue, Regexp, Time, Value } from '../values/index.ts'
import type { StreamValue } from './stream.ts'

interface Primitive {
  string: string
  int: bigint
  /** 0 ≤ value < 2^64; wrapped to a Flux uint where the call returns. */
  uint: bigint
  float: number
  bool: boolean
  bytes: Uint8Array
  time: Time
  duration: Duration
  regexp: Regexp
}

type Trim<S extends string> = S extends ` ${infer R}` ? Trim<R> : S extends `${infer R} ` ? Trim<R> : S

type ValueOf<T extends string> = T extends keyof Primitive
  ? Primitive[T]
  : T extends `stream[${string}`
    ? StreamValue
    : T extends `(${string}`
      ? FunctionValue
      : T extends `[${infer E}]`
        ? E extends Exclude<keyof Primitive, 'uint'>
          ? readonly Primitive[E][]
          : readonly Value[]
        : Value

/** Splits a parameter list at the commas outside brackets; stops at its closing parenthesis. */
type Split<S extends string, Word extends string = '', Open extends 0[] = []> = S extends `${infer C}${infer R}`
  ? C extends '(' | '[' | '{'
    ? Split<R, `${Word}${C}`, [...Open, 0]>
    : C extends ')' | ']' | '}'
      ? Open extends [0, ...infer O extends 0[]]
        ? Split<R, `${Word}${C}`, O>
        : [Trim<Word>]
      : C extends ','
        ? Open extends []
          ? [Trim<Word>, ...Split<R>]
          : Split<R, `${Word}${C}`, Open>
        : Split<R, `${Word}${C}`, Open>
  : [Trim<Word>]

type Entry<P> = P extends `?${infer N}:${infer T}`
  ? { [K in Trim<N>]?: ValueOf<Trim<T>> }
  : P extends `<-${infer N}:${infer T}`
    ? { [K in Trim<N>]: ValueOf<Trim<T>> }
    : P extends `${infer N}:${infer T}`
      ? { [K in Trim<N>]: ValueOf<Trim<T>> }
      : unknown

type Merge<L> = L extends [infer H, ...infer R] ? Entry<H> & Merge<R> : unknown
type Flat<T> = { [K in keyof T]: T[K] }

/** The arguments a signature names, typed. */
export type ArgsOf<S extends string> = S extends `(${infer R}` ? Flat<Merge<Split<R>>> : never

/** The arguments once defaults are filled in. */
export type Given<S extends string, D> = Flat<
  Omit<ArgsOf<S>, keyof D> & Required<Pick<ArgsOf<S>, keyof D & keyof ArgsOf<S>>>
>

type LastArrow<S extends string> = S extends `${string}) => ${infer R}` ? LastArrow<R> : S
type WithoutWhere<S extends string> = S extends `${infer T} where ${string}` ? T : S
export type ResultOf<S extends string> = ValueOf<WithoutWhere<LastArrow<S>>>

export interface Parameter {
  readonly name: string
  /** The type as the signature spells it. */
  readonly type: string
  readonly optional: boolean
  readonly pipe: boolean
}

export interface Signature {
  readonly text: string
  readonly parameters: readonly Parameter[]
  readonly result: string
}

/** Reads a function signature; constants have no parameters and their type as result. */
export function readSignature(text: string): Signature {
  if (!text.startsWith('(')) return { text, parameters: [], result: text }
  const parts: string[] = []
  let [depth, start, i] = [0, 1, 0]
  for (; i < text.length; i++) {
    const c = text[i]
    if ('([{'.includes(c)) depth++
    else if (')]}'.includes(c)) {
      depth--
      if (depth === 0) break
    } else if (c === ',' && depth === 1) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  parts.push(text.slice(start, i))
  const rest = text.slice(i + 1).replace(/^\s*=>\s*/, '')
  return { text, parameters: parts.filter(p => p.trim() !== '').map(readParameter), result: rest.split(' where ')[0] }
}

function readParameter(text: string): Parameter {
  const m = /^\s*(\?|<-)?\s*(\w*)\s*:\s*([\s\S]*?)\s*$/.exec(text)
  if (!m) throw new Error(`unreadable parameter: ${text}`)
  return { name: m[2], type: m[3].replace(/\s*=\s*\.\w+$/, ''), optional: m[1] === '?', pipe: m[1] === '<-' }
}
