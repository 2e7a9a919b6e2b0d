// An endpoint with something to watch: this process's own metrics, and a small made-up shop whose counters move with
// time, so that two scrapes of it differ. Any page may read it.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry, Summary } from 'prom-client'

export interface LiveMetrics {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  stop(): void
}

const methods = ['GET', 'POST'] as const
const pages = ['/', '/basket', '/search'] as const

export function liveMetrics(): LiveMetrics {
  const registers = [new Registry()]
  const [registry] = registers
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'shop_requests_total',
    help: 'Requests by method, page and status.',
    labelNames: ['method', 'page', 'status'],
    registers,
  })
  const baskets = new Gauge({ name: 'shop_baskets_open', help: 'Baskets that are being filled.', registers })
  const latency = new Histogram({
    name: 'shop_request_duration_seconds',
    help: 'Time to answer a request.',
    labelNames: ['page'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  })
  const size = new Summary({
    name: 'shop_response_bytes',
    help: 'Size of an answer.',
    percentiles: [0.5, 0.9, 0.99],
    registers,
  })

  const visit = (): void => {
    const page = pages[Math.floor(Math.random() ** 1.6 * pages.length)]
    const method = methods[page === '/basket' && Math.random() < 0.5 ? 1 : 0]
    const seconds = 0.008 + Math.random() ** 3 * (page === '/search' ? 2 : 0.3)
    requests.inc({ method, page, status: Math.random() < 0.02 ? '500' : '200' })
    latency.observe({ page }, seconds)
    size.observe(Math.round(400 + Math.random() * 30_000))
    baskets.set(12 + Math.round(8 * Math.sin(Date.now() / 20_000)))
  }
  for (let i = 0; i < 60; i++) visit()
  const timer = setInterval(visit, 200)
  timer.unref()
  return {
    async handle(_, response) {
      const text = await registry.metrics()
      response.writeHead(200, {
        'content-type': registry.contentType,
        'access-control-allow-origin': '*',
        'cache-control': 'no-store',
      })
      response.end(text)
    },
    stop: () => clearInterval(timer),
  }
}
