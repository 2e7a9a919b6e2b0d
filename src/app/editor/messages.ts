// What the strip under the editor says: one message, the most pressing first, with how many more there are.
import type { Failure, Fix, Problem, WayOn } from '../../workers/protocol.ts'
import { counted, elapsed, lineOf } from '../numbers.ts'
import type { ProgramState } from '../state/program.ts'
import type { ResultsState } from '../state/results.ts'

export interface Message {
  readonly tone: 'ok' | 'hint' | 'warning' | 'bad' | 'waiting'
  /** What happened. */
  readonly what: string
  /** Where, and what to do now. */
  readonly more: readonly string[]
  readonly span: { readonly from: number; readonly to: number } | null
  /** Places elsewhere that say why. */
  readonly related: readonly { readonly from: number; readonly to: number; readonly text: string }[]
  readonly fixes: readonly Fix[]
  readonly ways: readonly WayOn[]
  readonly url: string | null
  /** The bucket that is not there. */
  readonly bucket: string | null
  /** For an internal error: what to send to whoever mends it. */
  readonly report: string | null
}

const plain: Message = {
  tone: 'ok',
  what: '',
  more: [],
  span: null,
  related: [],
  fixes: [],
  ways: [],
  url: null,
  bucket: null,
  report: null,
}

export function messageFor(program: ProgramState, results: Pick<ResultsState, 'ending' | 'shown'>): Message {
  const { text } = program
  const current = program.checkedText === text
  const problems = current ? (program.problems ?? []) : []
  const errors = problems.filter(p => p.severity === 'error')
  if (errors.length > 0) return fromProblem(text, errors[0], errors.length, 'bad')
  const ending = results.ending?.text === text ? results.ending : null
  if (ending?.kind === 'failed') return fromFailure(text, ending.failure)
  if (ending?.kind === 'refused') return fromProblem(text, ending.problems[0], ending.problems.length, 'bad')
  if (ending?.kind === 'broken')
    return {
      ...plain,
      tone: 'bad',
      what: 'The page failed, not the script.',
      more: [ending.message, 'Run again; if it happens again, the report helps to mend it.'],
      report: ending.report,
    }
  if (ending?.kind === 'canceled') return { ...plain, tone: 'hint', what: `Cancelled after ${elapsed(ending.after)}.` }
  const notices = results.shown?.text === text ? results.shown.summary.notices : []
  // Hints are underlined where they are meant; the strip is for what asks to be read.
  const others = [...problems.filter(p => p.severity !== 'hint'), ...notices]
  if (others.length > 0) return fromProblem(text, others[0], others.length, others[0].severity === 'warning' ? 'warning' : 'hint') // biome-ignore format: one call
  if (!current) return { ...plain, tone: 'waiting', what: 'Checking.' }
  return { ...plain, what: 'No problems.' }
}

function fromProblem(text: string, p: Problem, count: number, tone: Message['tone']): Message {
  const more = count > 1 ? [`${counted(count - 1, 'more problem')} below it.`] : []
  return {
    ...plain,
    tone,
    what: sentence(p.message),
    more: [`Line ${lineOf(text, p.from)}.`, ...(p.notes ?? []).map(sentence), ...more],
    span: p,
    related: (p.related ?? []).slice(0, 2).map(({ from, to, message }) => {
      return { from, to, text: `Line ${lineOf(text, from)}: ${message}` }
    }),
    fixes: p.fixes ?? [],
  }
}

function fromFailure(text: string, failure: Failure): Message {
  const { ways = [], url = null, bucket = null } = failure.advice ?? {}
  return { ...fromProblem(text, failure, 1, 'bad'), ways, url, bucket }
}

/** With a capital, where the first word is a word and no name, and a full stop. */
function sentence(text: string): string {
  const begun = /^[a-z]+ [a-z0-9]/.test(text) ? text[0].toUpperCase() + text.slice(1) : text
  return /[.:?)\]}”"]$/.test(begun) ? begun : `${begun}.`
}
