// Functions as values that the library itself makes: what a member composed of others hands to `map` or `filter`, and
// what a member that answers with a function returns.
import type { Arguments, FunctionParameter, Value } from '../values/index.ts'
import { Callable, type Context } from './context.ts'

class NativeFunction extends Callable {
  constructor(
    readonly name: string,
    readonly typeText: string,
    readonly parameters: readonly FunctionParameter[],
    private readonly body: (args: Readonly<Record<string, Value>>, context: Context) => Value,
  ) {
    super()
  }
  call(args: Arguments, context: Context): Value {
    return this.body(Object.fromEntries(args), context)
  }
}

/**
 * A function value. `name` shows in messages; `typeText` is its type in the official notation, as `display` prints it;
 * parameters are required, and one written `<-name` takes what is piped in.
 */
export function nativeFunction(
  name: string,
  typeText: string,
  parameters: readonly string[],
  body: (args: Readonly<Record<string, Value>>, context: Context) => Value,
): Callable {
  const declared = parameters.map(text => {
    const pipe = text.startsWith('<-')
    return { name: pipe ? text.slice(2) : text, optional: false, pipe }
  })
  return new NativeFunction(name, typeText, declared, body)
}
