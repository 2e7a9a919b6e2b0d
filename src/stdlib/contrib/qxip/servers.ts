// contrib/qxip/clickhouse and contrib/qxip/logql: databases that answer over HTTP with CSV.
import { type Context, composed, option, packageOf } from '../../../library/index.ts'
import { DictValue, type RecordValue, stringOf, type Value } from '../../../values/index.ts'
import { callMember } from '../../composing.ts'

const CLICKHOUSE = 'contrib/qxip/clickhouse'
const LOGQL = 'contrib/qxip/logql'
const url = 'The address; the option `defaultURL` unless it is given.'

export const clickhouse = packageOf(CLICKHOUSE, 'Reads ClickHouse over HTTP.', {
  defaultURL: option('string', 'The address that is asked unless a call names one.', 'http://127.0.0.1:8123'),
  query: composed(
    '(query: string, ?cors: string, ?format: string, ?limit: A, ?max_bytes: B, ?url: string) => stream[C] where A: Stringable, B: Stringable, C: Record',
    {
      summary: 'The rows an SQL query gives; every column is a text.',
      params: {
        query: 'The query.',
        url,
        limit: 'How many rows at most; 100 by default.',
        cors: 'Whether ClickHouse allows pages to read the answer: `"1"`, which is the default, or `"0"`.',
        max_bytes: 'How many bytes at most; ten million by default.',
        format: 'The format of the answer; `"CSVWithNames"` by default.',
      },
      defaults: { cors: '1', format: 'CSVWithNames' },
      build({ query, url, limit, cors, max_bytes, format }, context) {
        const parameters = {
          query,
          default_format: format,
          max_result_rows: stringOf((limit ?? 100n) as Value),
          max_result_bytes: stringOf((max_bytes ?? 10_000_000n) as Value),
          add_http_cors_header: cors,
        }
        const address = url ?? String(context.option(CLICKHOUSE, 'defaultURL'))
        return answered(context, address, parameters, { 'X-ClickHouse-Format': format })
      },
    },
  ),
})

export const logql = packageOf(LOGQL, 'Reads logs of Loki and its kin over HTTP.', {
  defaultURL: option('string', 'The address that is asked unless a call names one.', 'http://127.0.0.1:3100'),
  defaultAPI: option('string', 'The path that is asked unless a call names one.', '/loki/api/v1/query_range'),
  query_range: composed(
    '(query: string, ?end: A, ?limit: B, ?orgid: string, ?path: string, ?start: C, ?step: D, ?url: string) => stream[E] where A: Timeable, B: Stringable, C: Timeable, D: Stringable, E: Record',
    {
      summary: 'What a LogQL query finds in a stretch of time; every column is a text.',
      params: {
        query: 'The query.',
        url,
        path: 'The path; the option `defaultAPI` unless it is given.',
        start: 'Where to begin; an hour ago by default.',
        end: 'Where to end; now by default.',
        limit: 'How many rows at most; 100 by default.',
        step: 'Seconds between two values; 10 by default.',
        orgid: 'The tenant; none by default.',
      },
      differs: 'A browser sends no body with GET, so the query goes in the address only. Loki itself answers with JSON; what asks it here must answer with CSV.', // biome-ignore format: one text
      defaults: { orgid: '' },
      build({ query, url, path, start, end, limit, step, orgid }, context) {
        const moment = (t: Value): string => {
          const time = callMember(context, 'date', 'time', { t })
          return String(stringOf(callMember(context, 'universe', 'uint', { v: time })))
        }
        const parameters = {
          query,
          limit: stringOf((limit ?? 100n) as Value),
          start: moment((start ?? hourAgo(context)) as Value),
          end: moment((end ?? context.now()) as Value),
          step: stringOf((step ?? 10n) as Value),
          csv: '1',
        }
        const address =
          (url ?? String(context.option(LOGQL, 'defaultURL'))) + (path ?? String(context.option(LOGQL, 'defaultAPI')))
        return answered(context, address, parameters, orgid === '' ? {} : { 'X-Scope-OrgID': orgid })
      },
    },
  ),
})

function hourAgo(context: Context): Value {
  return callMember(context, 'date', 'sub', {
    d: callMember(context, 'universe', 'duration', { v: '1h' }),
    from: context.now(),
  })
}

/** The CSV of an answer, as a table of texts. */
function answered(
  context: Context,
  url: string,
  parameters: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>>,
): Value {
  const response = callMember(context, 'http/requests', 'get', {
    url,
    params: DictValue.from(Object.entries(parameters).map(([name, value]) => [name, [String(value)]] as const)),
    headers: DictValue.from(Object.entries(headers)),
  }) as RecordValue
  const text = callMember(context, 'universe', 'string', { v: response.get('body')! })
  return callMember(context, 'csv', 'from', { csv: text, mode: 'raw' })
}
