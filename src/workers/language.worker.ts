// Checks scripts as they are written. It runs nothing, so it always answers.
import { diagnose, warmUp } from '../language/index.ts'
import type { LanguageService } from './protocol.ts'
import type { Service } from './rpc.ts'
import { inSlices } from './slices.ts'

export function languageService(): Service {
  // What judges patterns is larger than the checker, so nothing else waits for it. Without a slash there is no pattern.
  const values = import('../values/index.ts')
  const service: LanguageService = {
    analyze: async ({ text, variables }) =>
      diagnose(text, text.includes('/') ? (await values).patternFault : () => null, variables),
  }
  void inSlices(warmUp())
  return service as unknown as Service
}
