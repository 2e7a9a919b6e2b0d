// The one module all engine workers start from: it becomes the service its starter asked for, so that the services
// share the chunks of the engine. It says when it is ready, because messages sent before that may be lost.
import type { WorkerRole, WorkerStart } from './bootstrap.ts'
import { readyMessage } from './protocol.ts'
import { type Channel, type Service, serve } from './rpc.ts'

const scope = globalThis as unknown as Channel & { readonly fluxStart: WorkerStart & { readonly role: WorkerRole } }
const { role, base, apart } = scope.fluxStart
const services: Readonly<Record<WorkerRole, () => Promise<Service>>> = {
  run: async () => (await import('./run.worker.ts')).runService(base),
  language: async () => (await import('./language.worker.ts')).languageService(),
  data: async () => (await import('./data.worker.ts')).dataService({ base, module: import.meta.url, apart }),
}
const service = await services[role]()

serve(scope, service)
scope.postMessage(readyMessage, [])
