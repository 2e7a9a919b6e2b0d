// The one module all engine workers start from: it becomes the service its starter asked for, so that the services
// share the chunks of the engine. It says when it is ready, because messages sent before that may be lost.
import type { WorkerStart } from './bootstrap.ts'
import { readyMessage } from './protocol.ts'
import { type Channel, type Service, serve } from './rpc.ts'

const scope = globalThis as unknown as Channel & { readonly fluxStart: WorkerStart }
const { role, base } = scope.fluxStart
const service: Service =
  role === 'language'
    ? (await import('./language.worker.ts')).languageService()
    : (await import('./run.worker.ts')).runService(base)

serve(scope, service)
scope.postMessage(readyMessage, [])
