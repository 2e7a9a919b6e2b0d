// Options a program has set, by package and name. Later calls see the newest value.
import type { Value } from '../values/index.ts'

export class Options {
  private readonly values = new Map<string, Value>()

  get(path: string, name: string): Value | undefined {
    return this.values.get(`${path}.${name}`)
  }
  set(path: string, name: string, value: Value): void {
    this.values.set(`${path}.${name}`, value)
  }
}
