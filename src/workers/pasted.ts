// Addresses that are answered with texts a reader pasted; all others are asked.
import type { Host } from '../library/index.ts'
import type { RunRequest } from './protocol.ts'

export function pastedOver(ask: Host['request'], pasted: RunRequest['pasted'], base: string): Host['request'] {
  if (pasted.length === 0) return ask
  const texts = new Map(pasted.map(p => [absolute(p.url, base), p.text]))
  return (request, signal) => {
    const url = absolute(request.url, base)
    const text = request.method === 'GET' ? texts.get(url) : undefined
    if (text === undefined) return ask(request, signal)
    const headers = new Map([['content-type', 'text/plain']])
    return Promise.resolve({
      status: 200,
      statusText: 'OK',
      headers,
      url,
      chunks: once(new TextEncoder().encode(text)),
    })
  }
}

function absolute(url: string, base: string): string {
  return URL.canParse(url, base) ? new URL(url, base).href : url
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
