// Calls over a MessagePort: a typed object on one side, its methods as promises on the other. A call may report
// progress and may be aborted; buffers wrapped by `transfer` move instead of being copied.

/** What carries messages: a MessagePort, a Worker, or a worker's own global. */
export interface Channel {
  postMessage(message: unknown, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void
  start?(): void
}

export interface CallContext {
  readonly signal: AbortSignal
  progress(value: unknown): void
}

type Method = (args: never, context: CallContext) => unknown
export type Service = { readonly [name: string]: Method }

export interface CallOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (value: never) => void
}

export type Remote<S> = {
  [K in keyof S]: S[K] extends (args: infer A, context: CallContext) => infer R
    ? (args: A, options?: CallOptions) => Promise<Awaited<R>>
    : never
}

/** An error as it crosses the boundary; `stack` is for the report of an internal error. */
interface SentError {
  readonly name: string
  readonly message: string
  readonly stack?: string
  /** Of an error that carries them, as a Fault does. */
  readonly code?: unknown
  readonly advice?: unknown
}

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly args: unknown }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: SentError }
  | { readonly kind: 'progress'; readonly id: number; readonly value: unknown }

/** The other side threw, or went away. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError'
  constructor(
    message: string,
    readonly remoteName: string,
    readonly remoteStack: string | null = null,
    /** What a Fault on the other side was more than its message. */
    readonly detail: { readonly code?: unknown; readonly advice?: unknown } = {},
  ) {
    super(message)
  }
}

const transfers = new WeakMap<object, Transferable[]>()

/** Marks buffers and ports that move with an answer, or with the arguments of a call. */
export function transfer<T extends object>(value: T, buffers: readonly Transferable[]): T {
  transfers.set(value, [...new Set(buffers)])
  return value
}

function movedWith(value: unknown): Transferable[] | undefined {
  return typeof value === 'object' && value !== null ? transfers.get(value) : undefined
}

/** Answers the calls that arrive on a channel; the returned function stops answering. */
export function serve(channel: Channel, service: Service): () => void {
  const running = new Map<number, AbortController>()
  const answer = async (id: number, method: string, args: unknown): Promise<void> => {
    const controller = new AbortController()
    running.set(id, controller)
    const progress = (value: unknown): void => send(channel, { kind: 'progress', id, value })
    try {
      const call = Object.hasOwn(service, method) ? service[method] : null
      if (call === null) throw new Error(`no method ${method}`)
      const value = await call(args as never, { signal: controller.signal, progress })
      send(channel, { kind: 'value', id, value }, movedWith(value))
    } catch (error) {
      send(channel, { kind: 'error', id, error: sentError(error) })
    } finally {
      running.delete(id)
    }
  }
  const listen = (event: MessageEvent): void => {
    const message = event.data as Message
    if (message.kind === 'call') void answer(message.id, message.method, message.args)
    else if (message.kind === 'abort') running.get(message.id)?.abort()
  }
  channel.addEventListener('message', listen)
  channel.start?.()
  return () => channel.removeEventListener('message', listen)
}

export interface Connection<S> {
  readonly remote: Remote<S>
  /** Fails the calls under way and all later ones. */
  close(reason: string): void
}

interface Pending {
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
  readonly onProgress?: (value: never) => void
}

/** The methods of the service on the other end of a channel. */
export function connect<S extends object>(channel: Channel): Connection<S> {
  const pending = new Map<number, Pending>()
  let next = 1
  let closed: RemoteError | null = null
  const listen = (event: MessageEvent): void => {
    const message = event.data as Message
    const call = 'id' in message ? pending.get(message.id) : undefined
    if (!call) return
    if (message.kind === 'progress') call.onProgress?.(message.value as never)
    if (message.kind !== 'value' && message.kind !== 'error') return
    pending.delete(message.id)
    if (message.kind === 'value') call.resolve(message.value as never)
    else {
      const { name, message: said, stack, ...detail } = message.error
      call.reject(new RemoteError(said, name, stack ?? null, detail))
    }
  }
  const call = (method: string, args: unknown, options: CallOptions = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(closed)
      const id = next++
      pending.set(id, { resolve, reject, onProgress: options.onProgress })
      options.signal?.addEventListener('abort', () => send(channel, { kind: 'abort', id }), { once: true })
      send(channel, { kind: 'call', id, method, args }, movedWith(args))
    })
  channel.addEventListener('message', listen)
  channel.start?.()
  const remote = new Proxy({} as Remote<S>, {
    get: (_, name) =>
      name === 'then' ? undefined : (args: unknown, options?: CallOptions) => call(String(name), args, options),
  })
  return {
    remote,
    close(reason) {
      closed ??= new RemoteError(reason, 'Closed')
      channel.removeEventListener('message', listen)
      for (const waiting of pending.values()) waiting.reject(closed)
      pending.clear()
    },
  }
}

function send(channel: Channel, message: Message, moved: Transferable[] = []): void {
  channel.postMessage(message, moved)
}

function sentError(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const { code, advice } = error as { readonly code?: unknown; readonly advice?: unknown }
  return { name: error.name, message: error.message, stack: error.stack, code, advice }
}
