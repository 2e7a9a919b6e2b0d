// How each server is made to send the header that lets a page read it; where it cannot, what stands before it.

export interface Recipe {
  readonly id: string
  readonly title: string
  /** Why, in a sentence. */
  readonly about: string
  /** What to write, and where. */
  readonly text: string
}

const usualPorts: Readonly<Record<string, string>> = {
  8086: 'influxdb2',
  9090: 'prometheus',
  9091: 'prometheus',
  9100: 'node_exporter',
  3000: 'grafana',
  2019: 'caddy',
  80: 'nginx',
  8080: 'nginx',
  9273: 'telegraf',
}

/** What most likely answers at an address, by its path and its port: the id of a recipe. */
export function serverAt(address: string): string {
  if (!URL.canParse(address)) return 'caddy'
  const { pathname, port } = new URL(address)
  if (pathname.includes('/api/v2/')) return 'influxdb2'
  if (pathname.endsWith('/federate') || pathname.includes('/api/v1/')) return 'prometheus'
  // exporters have ports of their own from 9101 on
  return usualPorts[port] ?? (/^9[1-9]\d\d$/.test(port) ? 'node_exporter' : 'caddy')
}

/** `origin` is that of the address to be read. */
export function recipesFor(origin: string): readonly Recipe[] {
  const target = origin.replace(/^https?:\/\//, '')
  const caddy = `# Caddyfile: then scrape http://localhost:9099/metrics\n:9099 {\n\theader Access-Control-Allow-Origin *\n\treverse_proxy ${target}\n}`
  return [
    {
      id: 'influxdb2',
      title: 'InfluxDB 2',
      about:
        'Its /api/v2 sends the header by itself, /metrics does not and has no setting for it: put Caddy or nginx before it, or use the local proxy.',
      text: caddy,
    },
    {
      id: 'prometheus',
      title: 'Prometheus',
      about:
        'Its flag --web.cors.origin holds for /api/v1 only, not for /metrics or /federate: put Caddy or nginx before it, or use the local proxy.',
      text: caddy,
    },
    {
      id: 'node_exporter',
      title: 'node_exporter and other exporters',
      about: 'They have no setting for it: put Caddy or nginx before them, or use the local proxy.',
      text: caddy,
    },
    {
      id: 'grafana',
      title: 'Grafana',
      about: 'Its /metrics has no setting for it: put Caddy or nginx before it, or use the local proxy.',
      text: caddy,
    },
    { id: 'caddy', title: 'Caddy', about: 'In front of any server.', text: caddy },
    {
      id: 'nginx',
      title: 'nginx',
      about: 'In front of any server; `always` keeps the header on errors too.',
      text: `# inside http { }: then scrape http://localhost:9099/metrics\nserver {\n  listen 9099;\n  location / {\n    proxy_pass ${origin};\n    add_header Access-Control-Allow-Origin * always;\n  }\n}`,
    },
    {
      id: 'express',
      title: 'Express with prom-client',
      about: 'Before the route of the metrics.',
      text: `app.use('/metrics', (request, response, next) => {\n  response.set('Access-Control-Allow-Origin', '*')\n  next()\n})`,
    },
    {
      id: 'telegraf',
      title: 'Telegraf',
      about: 'In the output that serves the metrics.',
      text: `[[outputs.prometheus_client]]\n  listen = ":9273"\n  http_headers = {"Access-Control-Allow-Origin" = "*"}`,
    },
  ]
}
