// Functions as the evaluator calls them: members of the library, and closures a script defines.
import { Callable, type Context, type Member } from '../library/index.ts'
import type { FunctionExpression } from '../syntax/index.ts'
import { type Arguments, type FunctionParameter, OpaqueValue, type Value } from '../values/index.ts'
import type { Scope } from './scope.ts'

/** A package brought in by `import`. */
export class PackageValue extends OpaqueValue {
  readonly typeName = 'object'
  constructor(readonly path: string) {
    super()
  }
}

/** A member of a package. */
export class MemberFunction extends Callable {
  readonly parameters: readonly FunctionParameter[]
  constructor(
    readonly path: string,
    readonly name: string,
    readonly member: Member,
  ) {
    super()
    this.parameters = member.signature.parameters
  }
  get typeText(): string {
    return this.member.signature.text
  }
  call(args: Arguments, context: Context): Value {
    return this.member.invoke!(Object.fromEntries(args), context)
  }
}

/** Evaluates a closure's body; the evaluator is handed in so that this file need not know it. */
export type BodyEvaluator = (closure: Closure, args: Arguments, context: Context) => Value

/** A function a script defines, with the scope it was defined in. */
export class Closure extends Callable {
  readonly parameters: readonly FunctionParameter[]
  constructor(
    readonly node: FunctionExpression,
    readonly scope: Scope,
    readonly name: string | null,
    readonly typeText: string,
    private readonly evaluateBody: BodyEvaluator,
  ) {
    super()
    this.parameters = node.params.map(p => ({
      name: p.key.name,
      optional: p.value !== null && p.value.kind !== 'PipeLiteral',
      pipe: p.value?.kind === 'PipeLiteral',
    }))
  }
  call(args: Arguments, context: Context): Value {
    return this.evaluateBody(this, args, context)
  }
  /** The same function with another body, say a part of its own. */
  withNode(node: FunctionExpression): Closure {
    return new Closure(node, this.scope, this.name, this.typeText, this.evaluateBody)
  }
}
