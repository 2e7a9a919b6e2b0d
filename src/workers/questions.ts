// What a run asks the page: whether it may reach a place it was not granted. The run waits; each place and direction is
// asked for once.
import type { Consent } from '../hosts/index.ts'
import type { Grant, Question } from './protocol.ts'

export class Questions {
  private readonly waiting = new Map<number, (allowed: boolean) => void>()

  answer(id: number, allowed: boolean): void {
    this.waiting.get(id)?.(allowed)
    this.waiting.delete(id)
  }

  /** The consent of one run: what was granted, and for the rest a question. */
  consent(granted: readonly Grant[], put: (question: Question) => void): Consent {
    const known = new Map<string, Promise<boolean>>()
    for (const { place, direction } of granted) known.set(`${direction} ${place}`, Promise.resolve(true))
    return {
      asks: (place, direction, address) => {
        const key = `${direction} ${place}`
        let answer = known.get(key)
        if (!answer) {
          const id = this.waiting.size === 0 ? 1 : Math.max(...this.waiting.keys()) + 1
          answer = new Promise(resolve => this.waiting.set(id, resolve))
          known.set(key, answer)
          put({ id, place, direction, address })
        }
        return answer
      },
    }
  }
}

/** The consent of a run nobody looks at: what was granted, and nothing else. */
export function grantedOnly(granted: readonly Grant[]): Consent {
  const known = new Set(granted.map(({ place, direction }) => `${direction} ${place}`))
  return { asks: (place, direction) => known.has(`${direction} ${place}`) }
}
