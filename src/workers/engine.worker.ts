// The one module all engine workers start from: it becomes the service its starter asked for, so that the services
// share the chunks of the engine. It says when it is ready, because messages sent before that may be lost.
import type { WorkerStart } from './bootstrap.ts'
import { readyMessage } from './protocol.ts'
import { type Channel, type Service, serve } from './rpc.ts'

declare const globalThis: Channel & { readonly fluxStart: WorkerStart }

const { role, base } = globalThis.fluxStart
const service: Service =
  role === 'language'
    ? (await import('./language.worker.ts')).languageService()
    : (await import('./run.worker.ts')).runService(base)

serve(globalThis, service)
globalThis.postMessage(readyMessage, [])
