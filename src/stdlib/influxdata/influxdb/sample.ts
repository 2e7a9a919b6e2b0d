// influxdata/influxdb/sample: public data sets to try things on, read over HTTP.
import { type Context, composed, constant, nativeFunction, packageOf } from '../../../library/index.ts'
import {
  DictValue,
  Duration,
  type FunctionValue,
  fault,
  type RecordValue,
  recordOf,
  Time,
  type Value,
} from '../../../values/index.ts'

const AT = 'https://influx-testdata.s3.amazonaws.com/'

interface DataSet {
  readonly file: string
  readonly about: string
  readonly size: string
  readonly type: 'live' | 'static'
}

const sets: Readonly<Record<string, DataSet>> = {
  airSensor: {
    file: 'air-sensor-data-annotated.csv',
    about: 'Temperature, humidity and carbon monoxide of simulated sensors in offices; new every quarter of an hour.',
    size: '~600 KB',
    type: 'live',
  },
  birdMigration: {
    file: 'bird-migration.csv',
    about: 'Where birds over Africa were in 2019, from the Movebank data set on animal tracking.',
    size: '~1.2 MB',
    type: 'static',
  },
  bitcoin: {
    file: 'bitcoin-historical-annotated.csv',
    about: 'The price of Bitcoin over the last 30 days, from CoinDesk; new every quarter of an hour.',
    size: '~700 KB',
    type: 'live',
  },
  machineProduction: {
    file: 'machine-production.csv',
    about: 'What four automatic grinding stations reported on 1 August 2021.',
    size: '~11.9 MB',
    type: 'static',
  },
  noaa: {
    file: 'noaa-ndbc-latest-observations-annotated.csv',
    about: 'The latest observations of NOAA’s buoys, without history; new every quarter of an hour.',
    size: '~1.3 MB',
    type: 'live',
  },
  noaaWater: {
    file: 'noaa.csv',
    about: 'Water levels at two NOAA stations from 17 August to 17 September 2019.',
    size: '~10.3 MB',
    type: 'static',
  },
  usgs: {
    file: 'usgs-earthquake-all-week-annotated.csv',
    about: 'Earthquakes of the last week around the world, from the USGS; new every quarter of an hour.',
    size: '~6 MB',
    type: 'live',
  },
}

function infoOf(name: string): RecordValue {
  const set = Object.hasOwn(sets, name) ? sets[name] : null
  return recordOf({
    name,
    description: set?.about ?? '',
    url: set ? AT + set.file : '',
    size: set?.size ?? '',
    type: set?.type ?? '',
  })
}

const call = (context: Context, path: string, name: string, args: Record<string, Value>): Value =>
  context.call(context.member(path, name) as FunctionValue, args)

const anyKey = nativeFunction('fn', '(key: A) => bool', ['key'], () => true)
const differs = 'The descriptions are in words of our own.'

const setsByName = DictValue.from(
  Object.entries(sets).map(([name, { file, about, size, type }]) => [
    name,
    recordOf({ url: AT + file, desc: about, size, type }),
  ]),
)

export const sample = packageOf('influxdata/influxdb/sample', 'Public data sets to try things on.', {
  _sets: constant(
    '[string:{url: string, desc: string, size: string, type: string}]',
    setsByName,
    'What is known of the data sets, by name.',
  ),
  _setInfo: composed('(set: string) => {name: string, description: string, url: string, size: string, type: string}', {
    summary: 'What is known of a data set; empty texts when there is none of the name.',
    params: { set: 'The name of the data set.' },
    differs,
    build: ({ set }) => infoOf(set),
  }),
  list: composed('() => stream[{name: string, description: string, url: string, size: string, type: string}]', {
    summary: 'The data sets there are, a row each.',
    params: {},
    differs,
    examples: [`import "influxdata/influxdb/sample"\n\nsample.list()`],
    build: (_, context) => call(context, 'array', 'from', { rows: Object.keys(sets).map(infoOf) }),
  }),
  data: composed('(set: string) => stream[A] where A: Record', {
    summary: 'The rows of a data set, read from the internet.',
    params: { set: 'The name of the data set, as `sample.list()` shows it.' },
    build({ set }, context) {
      if (!Object.hasOwn(sets, set))
        throw fault('invalid', 'Invalid sample data set. Use sample.list to view available datasets.')
      return call(context, 'experimental/csv', 'from', { url: AT + sets[set].file })
    },
  }),
  alignToNow: composed('(<-tables: stream[A]) => stream[A] where A: Record', {
    summary: 'Moves the times of rows so that the last one is now.',
    params: { tables: 'Tables with `_time`.' },
    examples: [
      `import "influxdata/influxdb/sample"
import "sampledata"

sampledata.int() |> sample.alignToNow()`,
    ],
    build({ tables }, context) {
      const times = call(context, 'universe', 'keep', { tables, columns: ['_time'] })
      const latest = call(context, 'universe', 'last', { tables: times, column: '_time' })
      const anyTable = context.member('universe', 'findRecord') as FunctionValue
      const found = context.call(anyTable, { tables: latest, fn: anyKey, idx: 0n }) as RecordValue
      const time = found.get('_time')
      const by = context.now().ns - (time instanceof Time ? time.ns : 0n)
      return call(context, 'universe', 'timeShift', { tables, duration: new Duration(0n, by) })
    },
  }),
})
