// The tables a stage was given beside those it gave, with what changed marked.
import { useMemo } from 'react'
import type { StagePair } from '../../workers/protocol.ts'
import type { Shown } from '../state/results.ts'
import { type Marks, marksOf } from './marks.ts'
import { type PairSide, PairView } from './PairView.tsx'
import { stageTitle } from './stageWords.ts'

interface Props {
  readonly shown: Shown
  readonly place: number
  /** Undefined while it is being compared. */
  readonly pair: StagePair | null | undefined
}

export function StagePairView({ shown, place, pair }: Props) {
  const sides = useMemo(() => {
    const { inputs } = shown.summary.stages[place]
    if (inputs.length === 0) return [sideOf(shown, 'gives', place, null)]
    return [
      sideOf(shown, 'before', inputs[0], pair ? marksOf(pair, 'before') : null),
      sideOf(shown, 'after', place, pair ? marksOf(pair, 'after') : null),
    ]
  }, [shown, place, pair])
  return <PairView shown={shown} sides={sides} />
}

function sideOf({ summary }: Shown, title: string, stage: number, marks: Marks | null): PairSide {
  const count = summary.stages[stage]
  const tooLarge = (
    <p className="condition">
      These tables were too large to keep: a run keeps up to 256 MB of what its stages gave. To see them, end the script
      with this stage and run it.
    </p>
  )
  return {
    title,
    of: stageTitle(count),
    tables: { stage },
    counts: count,
    marks,
    instead: count.kept ? null : tooLarge,
  }
}
