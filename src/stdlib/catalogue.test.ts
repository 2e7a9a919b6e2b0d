// Every member of every package: its signature is the reference's, every parameter has a sentence, every example runs
// and gives what it says.
import { beforeAll, describe, expect, test } from 'vitest'
import { analyze, catalogue, run } from '../flux.ts'
import { catalogueOf, packageOf } from '../library/index.ts'
import { parseSignature, schemeText, standardTypes } from '../semantics/index.ts'
import { cell, columnNamed, countTables } from '../tables/index.ts'
import { corpusHost } from '../testing/corpusHost.ts'
import { naiveBuckets } from '../testing/naiveBuckets.ts'
import { recordingHost } from '../testing/recordingHost.ts'
import { allPackages, apart } from './index.ts'

const packages = await allPackages()

const members = packages.flatMap(p =>
  Object.entries(p.members).map(([name, member]) => ({ path: p.path, name, member })),
)
const normal = (text: string): string => schemeText(parseSignature(text)!, { oneLine: true })

/** Packages and members that answer only when something outside does: an endpoint, a bucket, a vault. */
const needsAServer = new Set([
  'contrib/qxip/clickhouse',
  'contrib/qxip/logql',
  'experimental/influxdb',
  'experimental/usage',
  'experimental/csv',
  'experimental/http',
  'experimental/http/requests.do',
  'experimental/http/requests.get',
  'experimental/http/requests.peek',
  'experimental/http/requests.post',
  'experimental/prometheus.scrape',
  'http.endpoint',
  'http.post',
  'http/requests.do',
  'http/requests.get',
  'http/requests.peek',
  'http/requests.post',
  'influxdata/influxdb/sample.data',
  'influxdata/influxdb/secrets',
])

describe('the catalogue', () => {
  test.each(members)('$path $name has the type the reference gives it', ({ path, name, member }) => {
    const official = standardTypes.signatures(path)?.get(name)
    expect(official, 'a member the reference knows').toBeDefined()
    expect(normal(member.signature.text)).toBe(normal(official!))
  })

  test.each(members)('$path $name is described', ({ member }) => {
    expect(member.summary).toMatch(/\.$/)
    for (const p of member.signature.parameters) {
      if (member.kind === 'option') continue
      expect(member.params[p.name] ?? '', p.name).toMatch(/\.$/)
    }
  })

  const public_ = members.filter(({ name, member }) => !name.startsWith('_') && member.kind !== 'option')
  test.each(
    public_.filter(
      m => m.member.kind !== 'unavailable' && !needsAServer.has(m.path) && !needsAServer.has(`${m.path}.${m.name}`),
    ),
  )('$path $name has an example', ({ member }) => {
    expect(member.examples.length).toBeGreaterThan(0)
  })

  test('what is loaded apart is under the paths it is looked for', async () => {
    for (const one of apart) expect((await one.load()).map(p => p.path).sort()).toEqual([...one.paths].sort())
    expect(new Set(packages.map(p => p.path)).size).toBe(packages.length)
  })

  test('a file that does not come is told, and comes another time', async () => {
    let down = true
    const load = async () => {
      if (down) throw new Error('Failed to fetch')
      return [packageOf('slack', 'Sends.', {})]
    }
    const own = catalogueOf([], standardTypes, [{ paths: ['slack'], load }])
    await expect(own.load(['array'])).resolves.toBeUndefined()
    await expect(own.load(['slack'])).rejects.toThrow('the code of slack could not be loaded: Failed to fetch')
    down = false
    await own.load(['slack'])
    expect(own.package('slack')?.summary).toBe('Sends.')
  })

  test('signatures are those of the checker', () => {
    expect(catalogue().paths().length).toBe(standardTypes.paths().length)
  })
})

/** Text cells of the one row a script gives. */
async function row(script: string): Promise<string[]> {
  const { results, failure } = await run(analyze(script), corpusHost)
  if (failure) throw new Error(`${failure.official}\n${script}`)
  const [frame] = results[0].stream.frames
  return ['found', 'said'].map(label => String(cell(columnNamed(frame, label)!, 0, 0)))
}

const importsFor = (path: string): string => (path === 'universe' ? '' : `import "${path}"\n`)
const examples = members.flatMap(m => m.member.examples.map(example => ({ ...m, example })))

/** A bucket with a few points, as examples know it, and a status with its notification. */
const points = `import "array"

array.from(rows: [{_time: now(), _measurement: "cpu", _field: "usage", host: "a", _value: 0.5}])
    |> to(bucket: "example-bucket")`
const status = `import "array"
import "influxdata/influxdb/monitor"

array.from(rows: [{_time: now(), _measurement: "cpu", host: "a", usage: 0.5}])
    |> group(columns: ["_measurement", "host"])
    |> monitor.check(data: {_check_id: "1", _check_name: "CPU", _type: "custom", tags: {}}, messageFn: (r) => r._level)
    |> monitor.notify(data: {rule: "1"}, endpoint: (tables=<-) => tables |> map(fn: (r) => ({r with _sent: "true"})))`
/** What is sent is taken. */
const answering = recordingHost(() => ({ status: 200 }))
const host = { ...corpusHost, request: answering.request, buckets: naiveBuckets('example-bucket') }

describe('examples', () => {
  beforeAll(async () => {
    for (const script of [points, status]) expect((await run(analyze(script), host)).failure).toBeNull()
  })

  test.each(examples.filter(e => e.example.includes(' // ')))('$path $name: $example', async ({ path, example }) => {
    const at = example.lastIndexOf(' // ')
    const [expression, said] = [example.slice(0, at), example.slice(at + 4)]
    const array = path.endsWith('array') ? '' : 'import "array"\n'
    // what an example says is a Flux expression, or what display() prints where no expression says it
    const asText = JSON.stringify(said.replace(/^"|"$/g, ''))
    const script = (second: string): string =>
      `${array}${importsFor(path)}array.from(rows: [{found: display(v: ${expression}), said: ${second}}])`
    const problems = analyze(script(`display(v: ${said})`)).diagnostics.filter(d => d.severity === 'error')
    const [found, expected] = await row(script(problems.length === 0 ? `display(v: ${said})` : asText))
    expect(found).toBe(expected)
  })

  test.each(examples.filter(e => !e.example.includes(' // ')))('$path $name runs', async ({ example }) => {
    const { results, failure } = await run(analyze(example), host)
    expect(failure?.official).toBeUndefined()
    expect(results.reduce((n, r) => n + countTables(r.stream), 0)).toBeGreaterThan(0)
  })
})
