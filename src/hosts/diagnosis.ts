// Why a browser could not read an address. `fetch` says the same for all reasons, so they are told apart by what is known
// of page and address, by the browser's permissions, and by plain reads of the address: one whose answer may not be read
// but which shows whether anybody answers, and one that shows whether only what comes with the request is refused. The
// first that fits is reported, with what to do about it.
import type { HttpRequest } from '../library/index.ts'
import { type Fault, type FaultAdvice, fault } from '../values/index.ts'
import { isUnsafePort, nearnessOf, type Target } from './addresses.ts'
import { canceled } from './body.ts'
import type { Fetch } from './exchange.ts'

export interface Surroundings {
  readonly page: URL
  readonly fetch: Fetch
  readonly navigator: {
    readonly onLine?: boolean
    readonly permissions?: { query(descriptor: { name: string }): Promise<{ readonly state: string }> }
  }
  /** Origins the local proxy was opened for already. */
  readonly proxied: readonly string[]
}

const PROBE_MS = 5_000

export async function diagnose(
  request: HttpRequest,
  target: Target,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<Fault> {
  const words = new Words(request, target, surroundings)
  const { page, navigator } = surroundings
  const { url } = target
  const nearness = nearnessOf(url)
  if (isUnsafePort(url)) return words.unsafePort()
  if (page.protocol === 'https:' && url.protocol === 'http:' && nearness !== 'loopback') return words.mixedContent()
  if (nearness === 'public' && navigator.onLine === false) return words.offline()
  if (nearness !== 'public' && nearnessOf(page) !== 'loopback') {
    const state = await permissionFor(nearness, navigator)
    if (state !== null && state !== 'granted') return words.permission(nearness, state)
  }
  const reached = await answers(target, surroundings, signal, 'no-cors')
  if (signal.aborted) return canceled(target.shown)
  if (!reached) return words.notReachable()
  if (url.origin === page.origin) return words.redirected()
  // a plain read that succeeds shows that only the question before the request was refused
  const plainly = words.isAskedFirst && (await answers(target, surroundings, signal, 'cors'))
  return signal.aborted ? canceled(target.shown) : words.notAllowed(plainly)
}

/** Whether anything answers a plain read of the address; with `no-cors` an answer that may not be read counts. */
async function answers(
  target: Target,
  { fetch }: Surroundings,
  signal: AbortSignal,
  mode: 'cors' | 'no-cors',
): Promise<boolean> {
  const stop = new AbortController()
  const end = (): void => stop.abort()
  signal.addEventListener('abort', end)
  const timer = setTimeout(end, PROBE_MS)
  try {
    const init: RequestInit = { mode, cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' }
    const response = await fetch(target.url.href, { ...init, signal: stop.signal })
    response.body?.cancel().catch(() => {})
    return true
  } catch {
    return false
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
    stop.abort()
  }
}

/** The browser's permission to reach near networks; null where it has none. Browsers name it differently. */
async function permissionFor(
  nearness: 'loopback' | 'local',
  { permissions }: Surroundings['navigator'],
): Promise<string | null> {
  const names = [nearness === 'loopback' ? 'loopback-network' : 'local-network', 'local-network-access']
  for (const name of names) {
    try {
      const found = await permissions?.query({ name })
      if (found) return found.state
    } catch {
      // Not a name this browser knows.
    }
  }
  return null
}

/** The faults, worded for one request. */
class Words {
  private readonly shown: string
  private readonly host: string
  private readonly origin: string
  constructor(
    private readonly request: HttpRequest,
    private readonly target: Target,
    private readonly surroundings: Surroundings,
  ) {
    this.shown = target.shown
    this.host = target.url.host
    this.origin = target.url.origin
  }

  unsafePort(): Fault {
    const port = this.target.url.port
    return fault('permission denied', `cannot read ${this.shown}: browsers never ask port ${port}`, {
      steps: [
        'Let the server listen on another port.',
        ...this.proxySteps(),
        ...this.pasteSteps(),
        ...this.commandSteps(),
      ],
      ...this.ways('proxy', 'paste'),
    })
  }

  mixedContent(): Fault {
    return fault(
      'permission denied',
      `cannot read ${this.shown}: this page came over https, and browsers do not let it read http (mixed content)`,
      {
        steps: [
          'Ask the server over https, if it answers there.',
          ...this.proxySteps(),
          ...this.pasteSteps(),
          ...this.commandSteps(),
        ],
        ...this.ways('proxy', 'paste', 'open'),
      },
    )
  }

  offline(): Fault {
    return fault('unavailable', `cannot reach ${this.shown}: the browser is offline`, {
      steps: ['Connect to the network and run again.', ...this.pasteSteps()],
      ...this.ways('paste'),
    })
  }

  permission(nearness: 'loopback' | 'local', state: string): Fault {
    const where = nearness === 'loopback' ? 'programs on this device' : 'devices on the local network'
    const asked = state === 'prompt' ? 'has not been allowed yet' : 'has been denied'
    return fault('permission denied', `cannot read ${this.shown}: access of this page to ${where} ${asked}`, {
      steps: [
        `Allow this site access to ${where} in the browser's settings for it (the icon beside the address), then run again.`,
        ...this.proxySteps(),
        ...this.pasteSteps(),
        ...this.commandSteps(),
      ],
      ...this.ways('proxy', 'paste', 'open'),
    })
  }

  notReachable(): Fault {
    const secure = this.target.url.protocol === 'https:'
    return fault('unavailable', `cannot reach ${this.shown}: nothing answers at ${this.host}`, {
      steps: [
        'Check that the server runs and that host and port are right.',
        ...(secure ? ['Open the address in a tab: a certificate the browser does not trust shows there.'] : []),
        ...this.pasteSteps(),
      ],
      ...this.ways('open', 'paste'),
    })
  }

  redirected(): Fault {
    return fault(
      'unavailable',
      `cannot read ${this.shown}: it leads on to an address that may not be read from this page`,
      {
        steps: ['Open the address in a tab to see where it leads, and read that one.'],
        ...this.ways('open', 'paste'),
      },
    )
  }

  /** The browser asks the server before it sends the request. */
  get isAskedFirst(): boolean {
    return this.request.method !== 'GET' || Object.keys(this.request.headers).some(needsAsking)
  }

  /** `plainly` when an answer to a plain read may be read. */
  notAllowed(plainly: boolean): Fault {
    return plainly ? this.refusedFirst() : this.withoutHeader()
  }

  private refusedFirst(): Fault {
    const { method, headers } = this.request
    const own = Object.keys(headers).filter(needsAsking)
    const asks = own.length > 0 ? `${method} with the headers ${own.join(', ')}` : method
    return fault(
      'permission denied',
      `${this.shown} lets this page read, but refuses the request that asks for leave (OPTIONS) to send ${asks}`,
      {
        steps: [
          `Let the server answer OPTIONS with 204, Access-Control-Allow-Origin: ${this.surroundings.page.origin}, Access-Control-Allow-Methods: ${method}${own.length > 0 ? ` and Access-Control-Allow-Headers: ${own.join(', ')}` : ''}.`,
          ...this.proxySteps(),
          ...this.commandSteps(),
        ],
        ...this.ways('proxy', 'open'),
      },
    )
  }

  private withoutHeader(): Fault {
    const { page } = this.surroundings
    const own = Object.keys(this.request.headers).filter(needsAsking)
    const header = `Access-Control-Allow-Origin: ${page.origin}`
    return fault(
      'permission denied',
      `${this.shown} answers, but does not let this page read the answer: ` +
        `the header ${header} is missing${this.isAskedFirst ? ', or the server refuses the request that asks for leave (OPTIONS)' : ''}`,
      {
        steps: [
          `Let the server send the header ${header} (or *)${own.length > 0 ? ` and, for OPTIONS, Access-Control-Allow-Headers: ${own.join(', ')}` : ''}.`,
          ...this.pasteSteps(),
          ...this.proxySteps(),
          ...this.commandSteps(),
        ],
        ...this.ways('paste', 'proxy', 'open'),
      },
    )
  }

  private get reads(): boolean {
    return this.request.method === 'GET'
  }

  /** What the local proxy carries. */
  private get proxied(): boolean {
    return this.reads || this.request.purpose === 'write' || this.request.purpose === 'query'
  }

  private pasteSteps(): string[] {
    if (!this.reads) return []
    const what = this.request.purpose === 'scrape' ? 'its metrics' : 'its text'
    return [
      `Open the address in a tab, copy ${what} and paste them here.`.replace(
        'them',
        what === 'its text' ? 'it' : 'them',
      ),
    ]
  }

  private proxySteps(): string[] {
    if (!this.proxied) return []
    const origins = [...this.surroundings.proxied, this.origin]
    return [`Start this page with its local proxy: npm start -- ${origins.map(o => `--allow ${o}`).join(' ')}`]
  }

  /** What sends something cannot be pasted: it can be run outside a browser. */
  private commandSteps(): string[] {
    if (this.reads) return []
    return ['Save the script and run it without a browser, where no server has to allow it: npm run flux -- run FILE']
  }

  private ways(...ways: NonNullable<FaultAdvice['ways']>[number][]): Pick<FaultAdvice, 'ways' | 'url'> {
    const possible = { paste: this.reads, proxy: this.proxied }
    return { ways: ways.filter(way => possible[way as keyof typeof possible] ?? true), url: this.shown }
  }
}

/** Headers that make a browser ask the server before it sends the request. */
function needsAsking(name: string): boolean {
  return !/^(accept|accept-language|content-language|range)$/i.test(name)
}
