// A worker as its starter sees it: the calls it answers, once it is ready, and its end.
import { readyMessage } from './protocol.ts'
import { type Channel, type Connection, connect, RemoteError } from './rpc.ts'

/** A worker, or what stands in for one in tests. */
export interface WorkerLike extends Channel {
  terminate(): void
}

/** A worker and the connection that stands once it has said that it is ready. */
export interface Live<S> {
  readonly connected: Promise<Connection<S>>
  end(reason: string): void
}

export function live<S extends object>(worker: WorkerLike): Live<S> {
  let connection: Connection<S> | null = null
  let giveUp: (error: Error) => void = () => {}
  const end = (reason: string): void => {
    worker.terminate()
    connection?.close(reason)
    giveUp(new RemoteError(reason, 'Closed'))
  }
  const connected = new Promise<Connection<S>>((resolve, reject) => {
    giveUp = reject
    const ready = (event: MessageEvent): void => {
      if ((event.data as { kind?: string })?.kind !== readyMessage.kind) return
      worker.removeEventListener('message', ready)
      resolve((connection = connect<S>(worker)))
    }
    worker.addEventListener('message', ready)
    const failed = (event: Event): void => end((event as ErrorEvent).message || 'the worker could not be started')
    ;(worker as Partial<EventTarget>).addEventListener?.('error', failed)
    worker.start?.()
  })
  connected.catch(() => {})
  return { connected, end }
}
