// Packages that need what a browser does not have: raw sockets, database drivers, gRPC. They are checked and described,
// and say what to do instead.
import { composed, packageOf, unavailable } from '../library/index.ts'
import { type Fault, fault, setupFault, stringOf, type Value } from '../values/index.ts'

const gateway = 'Have a program that can reach it answer over HTTP with CORS, and read that: `csv.from` of "experimental/csv" with a `url`, or "http/requests". Or run the script on an InfluxDB, in the menu beside Run.' // biome-ignore format: one sentence
const sender = 'Send it over HTTP instead, with `http.post` or "http/requests", to a program that passes it on. Or run the script on an InfluxDB, in the menu beside Run.' // biome-ignore format: one sentence

const columns = {
  name: 'The measurement of the lines.',
  timeColumn: 'The column of the times; `_time` by default.',
  tagColumns: 'The columns that become tags.',
  valueColumns: 'The columns that become fields; `_value` by default.',
}

const drivers: ReadonlySet<string> = new Set([
  ...['mysql', 'sqlite3', 'postgres', 'sqlmock', 'vertica', 'vertigo', 'snowflake', 'mssql', 'sqlserver'],
  ...['awsathena', 'bigquery', 'hdb'],
])
const decoders: readonly string[] = ['csv', 'line']
const schemes: readonly string[] = ['tcp', 'unix']

function wrongSource(driver: string, source: string): Fault | null {
  if (!drivers.has(driver)) return setupFault('invalid', `sql driver ${driver} not supported`)
  return source === '' ? setupFault('invalid', 'invalid data source url: empty path supplied') : null
}

export const sql = packageOf('sql', 'Reads and writes tables of SQL databases.', {
  from: unavailable('(dataSourceName: string, driverName: string, query: string) => stream[A]', {
    summary: 'The rows a query gives.',
    params: {
      driverName: 'Which database: `"mysql"`, `"postgres"`, `"sqlite3"` or another.',
      dataSourceName: 'Where it is and who asks.',
      query: 'The query.',
    },
    refuseSetup: ({ driverName, dataSourceName }) => wrongSource(driverName, dataSourceName),
    why: `sql.from: a browser cannot open a connection to a database. ${gateway}`,
  }),
  to: unavailable(
    '(<-tables: stream[A], dataSourceName: string, driverName: string, table: string, ?batchSize: int) => stream[A]',
    {
      summary: 'Writes rows to a table of a database.',
      params: {
        tables: 'What to write.',
        driverName: 'Which database.',
        dataSourceName: 'Where it is and who writes.',
        table: 'The table.',
        batchSize: 'How many rows go at once.',
      },
      refuse({ driverName, dataSourceName, table }) {
        if (driverName === '') throw fault('invalid', 'invalid driver name')
        if (dataSourceName === '') throw fault('invalid', 'invalid data source name')
        if (table === '') throw fault('invalid', 'invalid table name')
      },
      refuseSetup: ({ driverName, dataSourceName }) => wrongSource(driverName, dataSourceName),
      why: `sql.to: a browser cannot open a connection to a database. ${sender}`,
    },
  ),
})

export const kafka = packageOf('kafka', 'Sends lines to Apache Kafka.', {
  to: unavailable(
    '(<-tables: stream[A], brokers: [string], topic: string, ?balancer: string, ?name: string, ?nameColumn: string, ?tagColumns: [string], ?timeColumn: string, ?valueColumns: [string]) => stream[A] where A: Record',
    {
      summary: 'Sends each row as a line to a topic.',
      params: {
        tables: 'What to send.',
        brokers: 'The addresses of the brokers.',
        topic: 'The topic.',
        balancer: 'How messages are spread over partitions.',
        nameColumn: 'The column of the measurement.',
        ...columns,
      },
      refuse({ brokers, topic }) {
        if (brokers.length === 0) throw fault('invalid', 'at least one broker is required')
        if (topic === '') throw fault('invalid', 'invalid topic name')
      },
      why: `kafka.to: a browser cannot speak Kafka's protocol. ${sender} A Kafka REST proxy is such a program.`,
    },
  ),
})

export const socket = packageOf('socket', 'Reads from sockets.', {
  from: unavailable('(url: string, ?decoder: string) => stream[A]', {
    summary: 'The tables a socket sends.',
    params: { url: 'The address, such as `tcp://host:port`.', decoder: 'What is sent: `"csv"` or `"line"`.' },
    refuse({ decoder = 'csv' }) {
      if (!decoders.includes(decoder))
        throw fault('invalid', `invalid decoder ${decoder}, must be one of [${decoders.join(' ')}]`)
    },
    refuseSetup({ url }) {
      const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1] ?? ''
      if (schemes.includes(scheme)) return null
      return setupFault('invalid', `invalid scheme ${scheme}, must be one of [${schemes.join(' ')}]`)
    },
    why: `socket.from: a browser cannot open a raw socket. ${gateway}`,
  }),
})

export const mqtt = packageOf('experimental/mqtt', 'Sends messages to MQTT brokers.', {
  to: unavailable(
    '(<-tables: stream[A], broker: string, ?clientid: string, ?name: string, ?password: string, ?qos: int, ?retain: bool, ?tagColumns: [string], ?timeColumn: string, ?timeout: duration, ?topic: string, ?username: string, ?valueColumns: [string]) => stream[B] where A: Record, B: Record',
    {
      summary: 'Sends rows as lines to a topic.',
      params: { tables: 'What to send.', ...brokerParams(), ...columns },
      why: `mqtt.to: a browser cannot open a connection to a broker. ${sender}`,
    },
  ),
  publish: unavailable(
    '(broker: string, message: string, topic: string, ?clientid: string, ?password: string, ?qos: int, ?retain: bool, ?timeout: duration, ?username: string) => bool',
    {
      summary: 'Sends one message to a topic.',
      params: { message: 'The message.', ...brokerParams() },
      why: `mqtt.publish: a browser cannot open a connection to a broker. ${sender}`,
    },
  ),
})

function brokerParams() {
  return {
    broker: 'The address of the broker.',
    topic: 'The topic.',
    clientid: 'The name of this client.',
    username: 'Who sends.',
    password: 'The password.',
    qos: 'Quality of service: 0, 1 or 2.',
    retain: 'Whether the broker keeps the message for those who come later.',
    timeout: 'How long to wait for the connection; a second by default.',
  }
}

export const bigtable = packageOf('experimental/bigtable', 'Reads Google Cloud Bigtable.', {
  from: unavailable('(instance: string, project: string, table: string, token: string) => stream[A] where A: Record', {
    summary: 'The rows of a table.',
    params: {
      token: 'The credentials.',
      project: 'The project.',
      instance: 'The instance.',
      table: 'The table.',
    },
    why: `bigtable.from: a browser cannot speak gRPC, which Bigtable is asked by. ${gateway}`,
  }),
})

const units: Readonly<Record<string, string>> = {
  ns: 'nanoseconds',
  us: 'microseconds',
  ms: 'milliseconds',
  s: 'seconds',
  m: 'minutes',
  h: 'hours',
  d: 'days',
  w: 'weeks',
  mo: 'months',
  y: 'years',
}

export const iox = packageOf('experimental/iox', 'Reads buckets of InfluxDB 3 by SQL.', {
  from: unavailable('(bucket: string, measurement: string) => stream[{A with _time: time}] where A: Record', {
    summary: 'The rows of a measurement, its fields as columns.',
    params: { bucket: 'The bucket.', measurement: 'The measurement.' },
    why: `iox.from: a browser cannot speak Arrow Flight, which InfluxDB 3 is asked by. ${gateway}`,
  }),
  sql: unavailable('(bucket: string, query: string) => stream[A] where A: Record', {
    summary: 'The rows an SQL query gives.',
    params: { bucket: 'The bucket.', query: 'The query.' },
    why: `iox.sql: a browser cannot speak Arrow Flight, which InfluxDB 3 is asked by. ${gateway}`,
  }),
  sqlInterval: composed('(d: A) => string', {
    summary: 'A duration as SQL writes an interval.',
    params: { d: 'The duration.' },
    examples: ['iox.sqlInterval(d: 1y2mo15d) // "1 years 2 months 2 weeks 1 days"'],
    build: ({ d }) => interval(d as Value),
  }),
})

/** Numbers and the words between them; a word that is no unit stays. */
function interval(d: Value): string {
  const parts = String(stringOf(d)).match(/\d+|\D+/g) ?? []
  return parts
    .map(part => units[part] ?? part.trim())
    .join(' ')
    .trim()
}
