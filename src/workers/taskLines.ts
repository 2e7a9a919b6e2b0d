// Sends the lines of a task, and says of a failure what is left to be done.
import type { Host } from '../library/index.ts'
import { writeProgress } from '../remote/index.ts'
import type { Send } from '../tasks/index.ts'
import { Fault } from '../values/index.ts'

export function sendThrough(host: Pick<Host, 'write'>): Send {
  const never = new AbortController().signal
  return async (target, lines) => {
    try {
      return { kind: 'stored', warnings: await host.write(target, lines, never) }
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      const { stored, later, token } = writeProgress(error)
      return later ? { kind: 'later', stored, fault: error } : { kind: 'refused', fault: error, token }
    }
  }
}
