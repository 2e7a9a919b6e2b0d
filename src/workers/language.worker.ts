// Checks scripts as they are written. It runs nothing, so it always answers.
import { analyze, catalogue } from '../flux.ts'
import { diagnostics } from '../language/index.ts'
import type { LanguageService } from './protocol.ts'
import type { Service } from './rpc.ts'

export function languageService(): Service {
  const service: LanguageService = { analyze: async ({ text }) => diagnostics(analyze(text), catalogue()) }
  return service as unknown as Service
}
