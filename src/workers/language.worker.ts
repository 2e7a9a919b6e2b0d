// Checks scripts as they are written. It runs nothing, so it always answers.
import { diagnose, taskOf, warmUp } from '../language/index.ts'
import type { LanguageService, ScriptTask } from './protocol.ts'
import type { Service } from './rpc.ts'
import { inSlices } from './slices.ts'

export function languageService(): Service {
  // What judges patterns is larger than the checker, so nothing else waits for it. Without a slash there is no pattern.
  const values = import('../values/index.ts')
  const service: LanguageService = {
    analyze: async ({ text, variables }) =>
      diagnose(text, text.includes('/') ? (await values).patternFault : () => null, variables),
    task: async ({ text, now }) => scriptTask(text, now),
  }
  void inSlices(warmUp())
  return service as unknown as Service
}

async function scriptTask(text: string, now: bigint): Promise<ScriptTask | null> {
  const reading = taskOf(text)
  if (reading === null) return null
  const { options } = reading
  if (options === null) return { ...reading, last: null, next: null }
  const { slotAfter, slotUpTo } = await import('../tasks/index.ts')
  return { ...reading, last: slotUpTo(options, now), next: slotAfter(options, now) }
}
