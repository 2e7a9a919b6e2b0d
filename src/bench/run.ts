// `npm run bench -- [part of a name] [--node] [--chromium] [--cold]`: our engine, plain loops and the peers in the same
// run. Nothing is asserted of times; a variant that answers otherwise than the others fails the run.
import { cpus } from 'node:os'
import { chromiumBench } from './chromium.ts'
import type { Measured } from './harness.ts'
import { printed, summary } from './print.ts'

const asked = process.argv.slice(2)
const flags = asked.filter(a => a.startsWith('--'))
const part = asked.find(a => !a.startsWith('--')) ?? ''
const wants = (flag: string): boolean => flags.length === 0 || flags.includes(flag)

const COLD_RUNS = 11

const write = (line: string): boolean => process.stdout.write(`${line}\n`)
let wrong = 0

/** Prints each workload when it is measured, and what they come to. */
function table(title: string): { each(measured: Measured): void; end(): void } {
  const all: Measured[] = []
  write(`# ${title}, ${cpus().length} × ${cpus()[0].model}\n`)
  return {
    each(measured) {
      all.push(measured)
      wrong += measured.errors.length
      write(printed(measured))
    },
    end: () => write(`${summary(all)}\n`),
  }
}

async function inNode(): Promise<void> {
  const { each, end } = table(`Node ${process.versions.node}`)
  const { measureAll } = await import('./measureAll.ts')
  const { nodeTools } = await import('./nodeTools.ts')
  for await (const measured of measureAll(part, nodeTools)) each(measured)
  end()
}

async function inChromium(): Promise<void> {
  const bench = await chromiumBench()
  if (wants('--cold') && part === '') {
    write('A first use, in a page without anything cached, in ms: catalogue 30, diagnostics 60, 20 MB are wanted')
    write(`  ${''.padEnd(50)}  median   least    most`)
    for (const [what, { least, median, most }] of await bench.cold(COLD_RUNS))
      write(`  ${what.padEnd(50)}${[median, least, most].map(figure => figure.toFixed(1).padStart(8)).join('')}`)
    write('')
  }
  if (wants('--chromium')) {
    const { each, end } = table(`Chromium ${bench.version}`)
    await bench.measure(part, each)
    end()
  }
  await bench.close()
}

if (wants('--node')) await inNode()
if (wants('--chromium') || wants('--cold')) await inChromium()
process.exit(wrong > 0 ? 1 : 0)
