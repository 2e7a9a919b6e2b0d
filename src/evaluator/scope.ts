// Names in scope while a program is evaluated. A scope that reaches no binding falls to the prelude.
import type { Value } from '../values/index.ts'

export class Scope {
  private readonly values = new Map<string, Value>()
  constructor(readonly parent: Scope | null) {}

  get(name: string): Value | undefined {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const value = scope.values.get(name)
      if (value !== undefined) return value
    }
    return undefined
  }
  set(name: string, value: Value): void {
    this.values.set(name, value)
  }
}
