// Checks scripts as they are written. It runs nothing, so it always answers.
import { diagnose, warmUp } from '../language/index.ts'
import type { LanguageService } from './protocol.ts'
import type { Service } from './rpc.ts'
import { inSlices } from './slices.ts'

export function languageService(): Service {
  const service: LanguageService = { analyze: async ({ text, variables }) => diagnose(text, variables) }
  void inSlices(warmUp())
  return service as unknown as Service
}
