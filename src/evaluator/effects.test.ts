// Reads overlap, effects do not: what a recording host sees is what a naive interpreter would do, which takes outputs in
// script order and everything an output needs depth first.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyze, run } from '../flux.ts'
import { recordingHost } from '../testing/recordingHost.ts'

const page = (n: number): string => `# TYPE m${n} gauge\nm${n}{host="a"} ${n}\n`
const address = (n: number): string => `http://host${n}/metrics`
const answers = Object.fromEntries(
  [0, 1, 2, 3].map(n => [address(n), { body: page(n), contentType: 'text/plain', after: (3 - n) * 2 }]),
)

/** A pipeline that reads one page, or two united, and may write on the way and at the end. */
interface Pipeline {
  readonly reads: readonly number[]
  readonly writes: readonly string[]
}

function scriptOf(pipelines: readonly Pipeline[]): string {
  const source = ({ reads }: Pipeline): string => {
    const all = reads.map(n => `prometheus.scrape(url: "${address(n)}")`)
    return all.length === 1 ? all[0] : `union(tables: [${all.join(', ')}])`
  }
  const to = (host: string): string => `\n    |> to(host: "${host}", token: "t", org: "o", bucket: "b")`
  const lines = pipelines.map((p, i) => `${source(p)}${p.writes.map(to).join('')}\n    |> yield(name: "r${i}")`)
  return `import "experimental/prometheus"\n\n${lines.join('\n\n')}\n`
}

const pipeline = fc.record({
  reads: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 2 }),
  writes: fc.array(fc.constantFrom('http://x', 'http://y', 'http://z'), { maxLength: 2 }),
})

describe('effects', () => {
  test('are the naive interpreter’s, in its order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pipeline, { minLength: 1, maxLength: 4 }), async pipelines => {
        const host = recordingHost(answers)
        const { failure } = await run(analyze(scriptOf(pipelines)), host)
        expect(failure).toBeNull()
        const naive = pipelines.flatMap(p => p.writes.map(to => [to, [...p.reads].sort().map(n => `m${n}`)] as const))
        const seen = host.written.map(w => [w.target.host, w.lines.map(l => / (m\d)=/.exec(l)![1]).sort()] as const)
        expect(seen).toEqual(naive)
      }),
      { numRuns: 40, seed: 7 },
    )
  })

  test('wait for everything above them, and none happens after a fault', async () => {
    const host = recordingHost({ [address(0)]: page(0), [address(1)]: { status: 500, body: 'no' } })
    const { failure, results } = await run(
      analyze(
        scriptOf([
          { reads: [0], writes: ['http://x'] },
          { reads: [1], writes: ['http://y'] },
          { reads: [0], writes: ['http://z'] },
        ]),
      ),
      host,
    )
    expect(failure?.message).toContain('500')
    expect(host.written.map(w => w.target.host)).toEqual(['http://x'])
    expect(results.map(r => r.name)).toEqual(['r0'])
  })

  const united = `import "experimental/prometheus"
union(tables: [
    prometheus.scrape(url: "${address(0)}") |> to(host: "http://x", token: "t", org: "o", bucket: "b"),
    prometheus.scrape(url: "${address(3)}") |> to(host: "http://y", token: "t", org: "o", bucket: "b"),
])`

  test('of the branches of a union come in script order, though the reads overlap', async () => {
    const host = recordingHost(answers)
    expect((await run(analyze(united), host)).failure).toBeNull()
    expect(host.written.map(w => w.target.host)).toEqual(['http://x', 'http://y'])
    expect(host.log.indexOf(`answer ${address(3)}`)).toBeLessThan(host.log.indexOf(`answer ${address(0)}`))
  })

  test('of a branch do not happen when the branch before it failed', async () => {
    const host = recordingHost({ ...answers, [address(0)]: { status: 500, body: 'no', after: 5 } })
    expect((await run(analyze(united), host)).failure?.message).toContain('500')
    expect(host.written).toEqual([])
  })

  test('reads start side by side', async () => {
    const host = recordingHost(answers)
    await run(analyze(scriptOf([{ reads: [0], writes: [] }, { reads: [3], writes: [] }])), host) // biome-ignore format: one script
    expect(host.log.indexOf(`ask ${address(3)}`)).toBeLessThan(host.log.indexOf(`answer ${address(0)}`))
  })

  test('a stream used twice is read once', async () => {
    const host = recordingHost(answers)
    const script = `import "experimental/prometheus"
s = prometheus.scrape(url: "${address(1)}")
s |> yield(name: "all")
s |> count() |> yield(name: "count")`
    await run(analyze(script), host)
    expect(host.asked).toHaveLength(1)
  })

  test('a record of one read gives the address of the next; nothing is read twice', async () => {
    const host = recordingHost(answers)
    const script = `import "experimental/prometheus"
first = prometheus.scrape(url: "${address(1)}") |> findRecord(fn: (key) => true, idx: 0)
prometheus.scrape(url: "http://host\${string(v: first._value + 1.0)}/metrics") |> yield(name: "next")`
    const { results, failure } = await run(analyze(script), host)
    expect(failure).toBeNull()
    expect(results).toHaveLength(1)
    expect(host.asked.map(r => r.url)).toEqual([address(1), address(2)])
  })
})
