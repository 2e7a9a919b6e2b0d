// Whether one thing could be used where another is asked for, tried on copies: nothing that is known changes by it.
import type { Node } from '../syntax/index.ts'
import { instantiate } from './environment.ts'
import { freeVariables, isComposite, isKnownSettled, mapParts, prune, type Scheme, type Type } from './types.ts'
import { TooComplex, Unifier } from './unify.ts'

const nowhere = { kind: 'BadExpression' } as unknown as Node

/** Whether a function takes a value of this type by a pipe. What is not a function with a pipe parameter does not. */
export function takesPiped(scheme: Scheme, piped: Type): boolean {
  const unifier = new Unifier()
  const type = prune(instantiate(scheme, unifier))
  return type.kind === 'function' && type.pipe !== null && unifies(unifier, type.pipe.type, piped)
}

/** Whether a value of a scheme's type, or what it answers when it is called, can stand where `expected` is asked for. */
export function canBe(scheme: Scheme, expected: Type): boolean {
  const unifier = new Unifier()
  const type = instantiate(scheme, unifier)
  if (unifies(unifier, expected, type)) return true
  const now = prune(instantiate(scheme, unifier))
  return now.kind === 'function' && prune(expected).kind !== 'function' && unifies(unifier, expected, now.result)
}

function unifies(unifier: Unifier, expected: Type, found: Type): boolean {
  try {
    return unifier.unify(copied(expected, unifier), copied(found, unifier), nowhere).length === 0
  } catch (thrown) {
    if (thrown instanceof TooComplex) return false
    throw thrown
  }
}

/** A type with variables of its own, so that binding them leaves the original alone. */
function copied(type: Type, unifier: Unifier): Type {
  const free = new Set<ReturnType<Unifier['fresh']>>()
  freeVariables(type, free)
  if (free.size === 0) return type
  const by = new Map([...free].map(variable => [variable, Object.assign(unifier.fresh(), { kinds: variable.kinds })]))
  const change = (part: Type): Type => {
    const now = prune(part)
    if (now.kind === 'variable') return by.get(now) ?? now
    return !isComposite(now) || isKnownSettled(now) ? now : mapParts(now, change)
  }
  return change(type)
}
