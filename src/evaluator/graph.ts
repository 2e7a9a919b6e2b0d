// The lazy graph: stages by id, in the order they were made, and which of them are results of the program.
import { boundsOfInputs, type CallSite, type Stage, type StageSpec, StreamValue } from '../library/index.ts'
import { fault, planFault, setupFault } from '../values/index.ts'

/** A result the program delivers. */
export interface Output {
  readonly name: string
  readonly stage: Stage
}

export class Graph {
  private readonly byId = new Map<string, StreamValue>()
  /** Streams that stand as a statement by themselves, and stages that are results by themselves, as they came. */
  private readonly roots: Stage[] = []
  private readonly readers = new Map<Stage, number>()

  /** The trait of the only input, when no other stage reads it. */
  precedingTrait(stage: Stage): string | null {
    const [input] = stage.inputs
    return (input && this.readers.get(input.stage) === 1 && input.stage.trait) || null
  }

  /** The stages a stage really reads: a step it absorbs is passed over. */
  inputsOf(stage: Stage): readonly Stage[] {
    return stage.inputs.flatMap(({ stage: input }): readonly Stage[] => {
      const absorbed = stage.absorbs !== undefined && input.trait === stage.absorbs && this.readers.get(input) === 1
      return absorbed ? this.inputsOf(input) : [input]
    })
  }

  /** The stages whose work a stage does too, the first in the way of the data first. */
  includedIn(stage: Stage): readonly Stage[] {
    if (stage.includes) return [...this.includedIn(stage.includes), stage.includes]
    const read = this.inputsOf(stage)
    return stage.inputs.flatMap(({ stage: input }) => (read.includes(input) ? [] : [input]))
  }

  stage(id: string, site: CallSite, spec: StageSpec): StreamValue {
    const known = this.byId.get(id)
    if (known) return known
    const bounds = spec.bounds === undefined ? boundsOfInputs(spec.inputs) : spec.bounds
    const stage: Stage = { ...spec, id, name: site.name, from: site.from, to: site.to, bounds }
    const value = new StreamValue(stage)
    this.byId.set(id, value)
    for (const input of spec.inputs) this.readers.set(input.stage, (this.readers.get(input.stage) ?? 0) + 1)
    if (spec.result !== undefined) this.roots.push(stage)
    return value
  }

  /** A statement that is a stream. */
  addStatement(stage: Stage): void {
    if (!this.roots.includes(stage)) this.roots.push(stage)
  }

  /** The results in script order, after the reference's rules about their names. */
  outputs(): Output[] {
    const consumed = new Set<Stage>()
    const reached = new Set<Stage>()
    const visit = (stage: Stage): void => {
      if (reached.has(stage)) return
      reached.add(stage)
      for (const { stage: input } of stage.inputs) {
        consumed.add(input)
        visit(input)
      }
    }
    for (const root of this.roots) visit(root)
    const outputs: Output[] = []
    const seen = new Set<string>()
    for (const stage of this.roots) {
      const yielded = typeof stage.result === 'string'
      if (consumed.has(stage) && !yielded) continue
      const name = typeof stage.result === 'string' ? stage.result : '_result'
      if (seen.has(name)) throw duplicate(name, yielded && name !== '_result')
      seen.add(name)
      outputs.push({ name, stage })
    }
    if (outputs.length === 0)
      throw fault(
        'invalid',
        'error in query specification while starting program: this Flux script returns no streaming data. Consider adding a "yield" or invoking streaming functions directly, without performing an assignment',
      )
    return outputs
  }
}

function duplicate(name: string, yielded: boolean): Error {
  return yielded
    ? planFault('invalid', `found more than one call to yield() with the name "${name}"`)
    : setupFault('invalid', `tried to produce more than one result with the name "${name}"`)
}
