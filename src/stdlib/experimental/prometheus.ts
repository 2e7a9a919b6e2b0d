// experimental/prometheus: metrics read from an endpoint, as the documentation's tables, and quantiles of histograms.
import { expositionReader } from '../../formats/index.ts'
import {
  type Context,
  composed,
  type HttpResponse,
  packageOf,
  type StageContext,
  type StreamValue,
  source,
} from '../../library/index.ts'
import {
  columnNamed,
  columnOf,
  type Frame,
  filterRows,
  mapFrames,
  rowCount,
  spread,
  type TableStream,
  valueAt,
  withColumn,
} from '../../tables/index.ts'
import { fault, isNull, nullOf, parseGoFloat, stringOf, type Value } from '../../values/index.ts'
import { withHistory } from './scrapeHistory.ts'

/** Largest body a scrape reads: 100 MiB. */
const MAX_BODY = 100 * 1024 * 1024
/** A safelisted header of forty bytes: a longer or richer one would make the browser ask first, which endpoints refuse. */
const ACCEPT = 'text/plain;version=0.0.4;q=0.9,*/*;q=0.1'

const scrape = source('(url: string) => stream[A] where A: Record', {
  summary: 'Reads the metrics of an endpoint that speaks the Prometheus exposition format: one table a series.',
  params: { url: 'The address of the endpoint, such as `http://localhost:8086/metrics`.' },
  reads: true,
  differs:
    'Follows the documentation where the engine does not: _sum and _count of histograms have their true values, an empty page is an empty stream, an HTTP error is an error, labels that clash with a column are renamed exported_<label>, and columns and tables have a fixed order.',
  run: ({ url }, context) => readMetrics(url, context),
})

async function readMetrics(url: string, context: StageContext): Promise<TableStream> {
  const { host, signal } = context
  const response = await host.request(
    { purpose: 'scrape', method: 'GET', url, headers: { Accept: ACCEPT }, body: null, maxBytes: MAX_BODY },
    signal,
  )
  if (response.status < 200 || response.status > 299) throw await refused(response)
  const reader = expositionReader({
    url: response.url,
    now: host.now(),
    contentType: response.headers.get('content-type') ?? null,
  })
  for await (const chunk of response.chunks) reader.push(chunk)
  const { stream, notices } = reader.finish()
  for (const notice of notices) context.notice(notice)
  return host.remember ? withHistory(response.url, stream, host.remember) : stream
}

/** The status, and the first line of what the server says. */
async function refused({ status, statusText, url, chunks }: HttpResponse): Promise<Error> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > 4096 || text.includes('\n')) break
  }
  const line = text.split('\n', 1)[0].trim().slice(0, 200)
  return fault(
    status === 404 ? 'not found' : 'unavailable',
    `${url} answered ${status}${statusText ? ` ${statusText}` : ''}, expected 200 and metrics${line === '' ? '' : `: ${line}`}`,
    {
      steps: ['Open the address in a tab and look for the path that shows metrics; most servers use /metrics.'],
      ways: ['open', 'paste'],
      url,
    },
  )
}

const histogramQuantile = composed(
  '(<-tables: stream[{D with le: B, _field: C}], quantile: float, ?metricVersion: A, ?onNonmonotonic: string) => stream[E] where A: Equatable, C: Equatable, E: Record',
  {
    summary: 'A quantile of scraped histograms, estimated within the bucket it falls in.',
    params: {
      tables: 'Buckets of histograms, as scrape gives them.',
      quantile: 'Which quantile, from 0 to 1.',
      metricVersion: 'The layout of the buckets: 2 as scrape gives them, 1 with the bound in `_field`.',
      onNonmonotonic: 'What to do with counts that fall: `"error"`, `"force"` or `"drop"`.',
    },
    defaults: { metricVersion: 2n, onNonmonotonic: 'error' },
    examples: [
      `import "array"
import "experimental/prometheus"

array.from(
    rows: [
        {_time: 2024-01-01T00:00:00Z, _field: "latency", le: "0.1", _value: 4.0},
        {_time: 2024-01-01T00:00:00Z, _field: "latency", le: "1", _value: 9.0},
        {_time: 2024-01-01T00:00:00Z, _field: "latency", le: "+Inf", _value: 10.0},
    ],
)
    |> prometheus.histogramQuantile(quantile: 0.9)`,
    ],
    build: (args, context) => quantiles(args, context),
  },
)

function quantiles(
  args: { tables: Value; quantile: number; metricVersion: Value; onNonmonotonic: string },
  context: Context,
): Value {
  const call = (path: string, name: string, given: Record<string, Value>): Value =>
    context.call(context.member(path, name) as never, given)
  if (args.metricVersion !== 1n && args.metricVersion !== 2n)
    throw fault('invalid', 'Invalid metricVersion. Available versions are 1 and 2.')
  const bound = args.metricVersion === 2n ? 'le' : '_field'
  const buckets = args.metricVersion === 2n ? args.tables : withoutSums(args.tables as StreamValue, context)
  const grouped = call('universe', 'group', { tables: buckets, mode: 'except', columns: [bound, 'le', '_value'] })
  const bounded = context.stream({
    inputs: [grouped as StreamValue],
    kind: 'pure',
    run: ([t]) => mapFrames(t, frame => withFloatBounds(frame, bound)),
  })
  const found = call('universe', 'histogramQuantile', {
    tables: bounded,
    quantile: args.quantile,
    onNonmonotonic: args.onNonmonotonic,
  })
  const regrouped = call('universe', 'group', { tables: found, mode: 'except', columns: ['le', '_value', '_time'] })
  const named = call('universe', 'set', { tables: regrouped, key: 'quantile', value: stringOf(args.quantile)! })
  return call('experimental', 'group', { tables: named, columns: ['quantile'], mode: 'extend' })
}

/** The older layout has sum and count beside the bounds in `_field`. */
function withoutSums(tables: StreamValue, context: Context): StreamValue {
  const isBound = (frame: Frame): Uint8Array => {
    const field = columnNamed(frame, '_field')
    if (!field) return new Uint8Array(rowCount(frame)).fill(1)
    const texts = spread(field, frame.offsets)
    return Uint8Array.from({ length: rowCount(frame) }, (_, row) =>
      Number(!['sum', 'count'].includes(String(valueAt(texts, row)))),
    )
  }
  return context.stream({ inputs: [tables], kind: 'pure', run: ([t]) => filterRows(t, isBound, 'drop') })
}

/** Bucket bounds as numbers, in a column `le`. */
function withFloatBounds(frame: Frame, label: string): Frame {
  const bounds = columnNamed(frame, label)
  if (bounds?.type !== 'string') return frame
  const texts = spread(bounds, frame.offsets)
  const values = Array.from({ length: rowCount(frame) }, (_, row) => {
    const text = valueAt(texts, row)
    if (isNull(text)) return nullOf('float')
    const bound = parseGoFloat(text as string)
    if (bound === undefined) throw fault('invalid', `cannot convert string "${text}" to float due to invalid syntax`)
    return bound
  })
  return withColumn(frame, columnOf('le', 'float', values))
}

export const prometheus = packageOf(
  'experimental/prometheus',
  'Reads Prometheus metrics and works on their histograms.',
  {
    scrape,
    histogramQuantile,
  },
)
