// A host that answers some addresses with texts a reader pasted, and asks the real one for all others.
import type { browserHost } from '../hosts/index.ts'
import type { RunRequest } from './protocol.ts'

type Host = ReturnType<typeof browserHost>

export function pastedOver(host: Host, pasted: RunRequest['pasted'], base: string): Host {
  if (pasted.length === 0) return host
  const texts = new Map(pasted.map(p => [absolute(p.url, base), p.text]))
  return {
    ...host,
    now: () => host.now(),
    random: () => host.random(),
    request(request, signal) {
      const url = absolute(request.url, base)
      const text = request.method === 'GET' ? texts.get(url) : undefined
      if (text === undefined) return host.request(request, signal)
      const headers = new Map([['content-type', 'text/plain']])
      return Promise.resolve({
        status: 200,
        statusText: 'OK',
        headers,
        url,
        chunks: once(new TextEncoder().encode(text)),
      })
    },
  }
}

function absolute(url: string, base: string): string {
  return URL.canParse(url, base) ? new URL(url, base).href : url
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
