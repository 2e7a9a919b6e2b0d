// Starts workers from a blob: address. On a static host the page's content-security policy reaches a worker only then:
// a worker loaded from an address of its own would run under no policy at all. The blob's two lines leave the page's
// base address behind (a blob: address cannot resolve relative ones) and import the real module.

/** The services of the engine's module. */
export type WorkerRole = 'run' | 'language' | 'data'

/** What a worker started here finds in `globalThis.fluxStart`. */
export interface WorkerStart {
  /** Which of the services of the module this worker is to be. */
  readonly role: string
  /** The page's `document.baseURI`, against which a script's relative addresses resolve. */
  readonly base: string
  /** The page is in a frame of another site: nothing that the browser keeps is seen, and no task runs. */
  readonly apart: boolean
}

/** `moduleUrl` may be relative to the page. A worker that starts another one hands its own base on. */
export function startWorker(moduleUrl: string, role: string, base = document.baseURI, apart = false): Worker {
  const start: WorkerStart = { role, base, apart }
  const module = new URL(moduleUrl, base).href
  const source = `globalThis.fluxStart = ${JSON.stringify(start)}\nawait import(${JSON.stringify(module)})\n`
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const worker = new Worker(address, { type: 'module', name: `flux ${role}` })
  const forget = (): void => URL.revokeObjectURL(address)
  worker.addEventListener('message', forget, { once: true })
  worker.addEventListener('error', forget, { once: true })
  return worker
}
