// Runs stages: each once, its result remembered by the stage. Reads start as soon as they are known and run side by
// side; effects go one at a time, because outputs are taken in script order and an effect waits for those before it.
import type { Host, Stage, StageContext, StreamValue } from '../library/index.ts'
import { countRows, countTables, type TableStream } from '../tables/index.ts'
import { Fault, fault } from '../values/index.ts'

/** What a finished stage left behind. */
export interface StageRun {
  readonly stage: Stage
  readonly tables: number
  readonly rows: number
  readonly ms: number
  readonly stream: TableStream
  /** The stages whose tables it was given. */
  readonly inputs: readonly Stage[]
  /** Those whose work it did too. */
  readonly included: readonly Stage[]
}

/** An expression needs the tables of a stage that has yet to read something; it is evaluated again afterwards. */
export class Suspension {
  constructor(readonly stage: Stage) {}
}

export interface RunnerOptions {
  readonly host: Host
  readonly signal: AbortSignal
  readonly inputsOf: (stage: Stage) => readonly Stage[]
  readonly includedIn: (stage: Stage) => readonly Stage[]
  readonly precedingTrait: (stage: Stage) => string | null
  readonly notice: (message: string, stage: Stage) => void
  readonly progress: (stage: Stage, tables: number, rows: number) => void
  /** Milliseconds, for the time a stage took. */
  readonly clock: () => number
}

export class StageRunner {
  readonly finished: StageRun[] = []
  private readonly results = new Map<Stage, TableStream>()
  private readonly faults = new Map<Stage, unknown>()
  private readonly pending = new Map<Stage, Promise<TableStream>>()

  constructor(private readonly options: RunnerOptions) {}

  /** The result if it can be had without waiting. */
  now(stream: StreamValue): TableStream {
    return this.immediately(stream.stage)
  }

  private immediately(stage: Stage): TableStream {
    const known = this.known(stage)
    if (known) return known
    if (stage.kind !== 'pure' || this.pending.has(stage)) throw new Suspension(stage)
    const inputs = this.options.inputsOf(stage).map(i => {
      try {
        return this.immediately(i)
      } catch (error) {
        throw later(error, stage)
      }
    })
    return this.settle(stage, () => this.run(stage, inputs)) as TableStream
  }

  /** The tables of an output; a fault kept back is its own. */
  async output(stage: Stage): Promise<TableStream> {
    return this.result(stage).catch(error => {
      throw later(error, stage)
    })
  }

  async result(stage: Stage): Promise<TableStream> {
    const known = this.known(stage)
    if (known) return known
    let running = this.pending.get(stage)
    if (!running) {
      running = this.start(stage)
      this.pending.set(stage, running)
      running.then(
        () => this.pending.delete(stage),
        () => this.pending.delete(stage),
      )
    }
    return running
  }

  /**
   * Waits for what a suspended expression needs. When it fails, the expression is to meet the fault itself, and may catch
   * it; a failure that is not the stage's own ends the run.
   */
  async settled(stage: Stage): Promise<void> {
    await this.result(stage).catch(error => {
      if (!this.faults.has(stage)) throw error
    })
  }

  /** Starts the reads below a stage without waiting for them. */
  startReads(stage: Stage, seen = new Set<Stage>()): void {
    if (seen.has(stage)) return
    seen.add(stage)
    for (const input of stage.inputs) this.startReads(input.stage, seen)
    if (stage.kind === 'read') this.result(stage).catch(() => undefined)
  }

  private known(stage: Stage): TableStream | undefined {
    if (this.faults.has(stage)) throw copied(this.faults.get(stage))
    return this.results.get(stage)
  }

  private async start(stage: Stage): Promise<TableStream> {
    const inputs = await this.inputs(stage).catch(error => {
      throw later(error, stage)
    })
    if (this.options.signal.aborted) throw fault('canceled', 'the run was cancelled')
    for (;;) {
      try {
        return await this.settle(stage, () => this.run(stage, inputs))
      } catch (error) {
        // a function of rows needs tables that are still to be read: it starts again when they are there
        if (!(error instanceof Suspension)) throw error
        await this.settled(error.stage)
      }
    }
  }

  /** The reads below start side by side; what may have an effect is taken in script order, none after a fault. */
  private async inputs(stage: Stage): Promise<TableStream[]> {
    for (const { stage: input } of stage.inputs) this.startReads(input)
    const results: TableStream[] = []
    for (const input of this.options.inputsOf(stage)) results.push(await this.result(input))
    return results
  }

  private run(stage: Stage, inputs: readonly TableStream[]): TableStream | Promise<TableStream> {
    const { host, signal, notice, progress } = this.options
    const context: StageContext = {
      precededBy: this.options.precedingTrait(stage),
      bounds: stage.inputs.length > 0 ? stage.inputs[0].stage.bounds : stage.bounds,
      host,
      signal,
      notice: message => notice(message, stage),
      progress: rows => progress(stage, 0, rows),
    }
    return stage.run(inputs, context)
  }

  private settle(stage: Stage, compute: () => TableStream | Promise<TableStream>): TableStream | Promise<TableStream> {
    const { clock, progress } = this.options
    const begun = clock()
    const keep = (result: TableStream): TableStream => {
      this.results.set(stage, result)
      if (stage.silent) return result
      const [tables, rows, ms] = [countTables(result), countRows(result), clock() - begun]
      const { inputsOf, includedIn } = this.options
      const related = { inputs: inputsOf(stage), included: includedIn(stage) }
      this.finished.push({ stage, tables, rows, ms, stream: result, ...related })
      progress(stage, tables, rows)
      return result
    }
    const refuse = (error: unknown): never => {
      if (error instanceof Suspension) throw error
      this.faults.set(stage, stage.faultsLater ? error : placed(error, stage))
      throw copied(this.faults.get(stage))
    }
    try {
      const result = compute()
      return result instanceof Promise ? result.then(keep, refuse) : keep(result)
    } catch (error) {
      return refuse(error)
    }
  }
}

/** A fault that an input kept back gets the place of the stage that reads it. */
function later(error: unknown, stage: Stage): unknown {
  if (!(error instanceof Fault) || error.frames.some(f => f.kind === 'stage')) return error
  return error.within({ kind: 'stage', name: stage.name, from: stage.from, to: stage.to })
}

/** Gives a fault the stage it happened in, unless the reference reports it bare there. */
function placed(error: unknown, stage: Stage): unknown {
  if (!(error instanceof Fault)) return error
  if (error.frames.length > 0 && error.frames.at(-1)!.kind === 'stage') return error
  if (!stage.alwaysNamed && stage.inputs.some(i => flushed(i.stage))) error.bare = true
  return error.within({ kind: 'stage', name: stage.name, from: stage.from, to: stage.to })
}

/** Whether the tables of a stage come out of a step that passes them on only when flushed. */
function flushed(stage: Stage): boolean {
  if (stage.flushes === 'yes') return true
  return stage.flushes === 'inherit' && stage.inputs.some(i => flushed(i.stage))
}

/** A fault may be met more than once, and each time gathers other calls on its way up. */
function copied(error: unknown): unknown {
  if (!(error instanceof Fault)) return error
  const copy = new Fault(error.code, error.message, error.advice)
  copy.bare = error.bare
  copy.delivered = error.delivered
  copy.frames.push(...error.frames)
  return copy
}
