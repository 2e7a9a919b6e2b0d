// The stages of a run that can be opened: their tables are kept with the results until they would take too much memory.
// What tables share is counted once. Sources and results always stay; of the others the largest go first.
import type { StageResult } from '../../flux.ts'
import { bytesHeld, type TableStream } from '../../tables/index.ts'
import type { StageCount, StagePair } from './shapes.ts'
import { differenceOf } from './stageDifference.ts'

export interface KeptStage {
  readonly count: StageCount
  /** Null where it was too large to stay. */
  readonly stream: TableStream | null
}

/** For all stages of a run. */
export const MOST_BYTES = 256 * 1024 * 1024

export function keepStages(
  stages: readonly StageResult[],
  results: readonly { readonly stream: TableStream }[],
  most = MOST_BYTES,
): KeptStage[] {
  const kept = new Set<StageResult>()
  const shown = new Set(results.map(r => r.stream))
  const counted = new Set<object>()
  let held = 0
  const others: { readonly stage: StageResult; readonly bytes: number }[] = []
  for (const stage of stages) {
    if (stage.inputs.length > 0 && !shown.has(stage.stream)) others.push({ stage, bytes: bytesHeld(stage.stream) })
    else {
      kept.add(stage)
      held += bytesHeld(stage.stream, counted)
    }
  }
  for (const { stage } of others.sort((a, b) => a.bytes - b.bytes)) {
    const tried = new Set(counted)
    const more = bytesHeld(stage.stream, tried)
    if (held + more > most) continue
    kept.add(stage)
    held += more
    for (const buffer of tried) counted.add(buffer)
  }
  return stages.map(stage => {
    const { stream, ...count } = stage
    const stays = kept.has(stage)
    return { count: { ...count, kept: stays }, stream: stays ? stream : null }
  })
}

/** What is asked of a stage once the run is over. */
export interface OpenStage {
  readonly count: Pick<StageCount, 'inputs'>
  readonly stream: TableStream | null
}

/** What a stage made of its first input; null where one of the two is not there. */
export function differenceAt(stages: readonly OpenStage[], place: number): StagePair | null {
  const stage = stages[place]
  const before = stages[stage?.count.inputs[0]]?.stream
  return before && stage.stream ? differenceOf(before, stage.stream) : null
}
