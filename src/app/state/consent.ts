// What scripts may reach. A script of the reader's own may reach what it names; a stranger's asks for each place and
// direction, and waits. Grants given for good are kept in this browser, and can be withdrawn.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Grant, Question } from '../../workers/protocol.ts'
import type { Memory } from './storage.ts'

export interface ConsentState {
  /** The questions of the run under way, oldest first. */
  readonly questions: readonly Question[]
  /** Kept for good: any script may read or write there. */
  readonly grants: readonly Grant[]
  /** What one document was allowed since the page was opened. */
  readonly session: { readonly document: string; readonly grants: readonly Grant[] }
}

export type Answer = 'once' | 'always' | 'no'

export interface ConsentStore extends StoreApi<ConsentState> {
  /** Resolves with the reader's answer; at once where it was given for good. */
  ask(question: Question): Promise<boolean>
  answer(question: Question, answer: Answer): void
  /** What a document may reach without asking. */
  grantsFor(document: string): readonly Grant[]
  /** Until the page is closed, or another document has been run. */
  allow(document: string, grants: readonly Grant[]): void
  /** For good, and for every script. */
  grant(grants: readonly Grant[]): void
  withdraw(grant: Grant): void
  /** The run is over: what it still asks is answered with no. */
  clear(): void
}

export function createConsent(memory: Memory): ConsentStore {
  const store = createStore<ConsentState>(() => ({
    questions: [],
    grants: memory.read<Grant[]>('grants') ?? [],
    session: { document: '', grants: [] },
  }))
  const answers = new Map<Question, (allowed: boolean) => void>()
  const keep = (grants: readonly Grant[]): void => {
    store.setState({ grants })
    memory.write('grants', grants)
  }
  const grant = (more: readonly Grant[]): void => {
    const known = store.getState().grants
    const fresh = more.filter(one => !known.some(other => sameGrant(one, other)))
    if (fresh.length > 0) keep([...known, ...fresh])
  }
  const settle = (question: Question, allowed: boolean): void => {
    store.setState({ questions: store.getState().questions.filter(q => q !== question) })
    answers.get(question)?.(allowed)
    answers.delete(question)
  }
  return {
    ...store,
    ask(question) {
      if (store.getState().grants.some(known => sameGrant(known, question))) return Promise.resolve(true)
      store.setState({ questions: [...store.getState().questions, question] })
      return new Promise(resolve => answers.set(question, resolve))
    },
    answer(question, answer) {
      const { place, direction } = question
      const { session } = store.getState()
      if (answer === 'always') grant([{ place, direction }])
      if (answer === 'once')
        store.setState({ session: { ...session, grants: [...session.grants, { place, direction }] } })
      settle(question, answer !== 'no')
    },
    grantsFor(document) {
      const { session, grants } = store.getState()
      if (session.document !== document) store.setState({ session: { document, grants: [] } })
      return [...store.getState().session.grants, ...grants]
    },
    allow(document, grants) {
      store.setState({ session: { document, grants } })
    },
    grant,
    withdraw: gone => keep(store.getState().grants.filter(known => !sameGrant(known, gone))),
    clear() {
      for (const question of store.getState().questions) settle(question, false)
    },
  }
}

function sameGrant(a: Grant, b: Grant): boolean {
  return a.place === b.place && a.direction === b.direction
}
