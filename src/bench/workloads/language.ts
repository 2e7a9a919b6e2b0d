// What a keystroke costs in a long script: the tree, everything there is to say about it, and its canonical form,
// beside the published checker.
import { complete, diagnose, format, hover, nothingKnown, openScript, rename } from '../../language/index.ts'
import { parse } from '../../syntax/index.ts'
import { patternFault } from '../../values/index.ts'
import { longScript } from '../longScript.ts'
import type { Checksum, Variant, Workload } from '../workload.ts'

const errors = (found: unknown): Checksum => [
  (found as ReadonlyArray<{ severity: number | string }>).filter(d => d.severity === 'error' || d.severity === 1)
    .length,
  0,
]

function told(text: string): Variant {
  return { name: 'ours', run: () => diagnose(openScript(text, { patternFault })), check: errors }
}

const parsing = (lines: number, target?: number, reference?: number): Workload => ({
  name: `parse, ${lines} lines`,
  size: lines,
  unit: 'line',
  target,
  reference,
  async variants(tools) {
    const text = longScript(lines)
    const official = await tools.official()
    return [
      { name: 'ours', run: () => parse(text) },
      { name: 'official, WASM', run: () => official.parse(text) },
    ]
  },
})

const telling = (lines: number, target?: number, reference?: number): Workload => ({
  name: `all diagnostics, ${lines} lines`,
  size: lines,
  unit: 'line',
  target,
  reference,
  async variants(tools) {
    const text = longScript(lines)
    const official = await tools.official()
    return [told(text), { name: 'official, WASM', run: () => official.diagnostics(text), check: errors }]
  },
})

/** With a bracket missing in the middle. */
const tellingBroken: Workload = {
  name: 'all diagnostics, 1000 lines, a bracket missing',
  size: 1000,
  unit: 'line',
  target: 16,
  async variants() {
    const { name, run } = told(longScript(1000).replace('name: "x40")', 'name: "x40"'))
    return [{ name, run }]
  },
}

const formatting: Workload = {
  name: 'format, 1000 lines',
  size: 1000,
  unit: 'line',
  async variants() {
    const text = longScript(1000)
    return [{ name: 'ours', run: () => format(text) }]
  },
}

/** One feature asked at one place in the middle of 1,000 lines; `run` gets the text and that place. */
const asking = (feature: string, target: number, run: (text: string, at: number) => () => unknown): Workload => ({
  name: `${feature}, 1000 lines`,
  size: 1000,
  unit: 'line',
  target,
  async variants() {
    const text = longScript(1000)
    return [{ name: 'ours', run: run(text, text.indexOf('|>', text.length / 2) + 3) }]
  },
})

/** As the worker has it: completion begins with a new version of the script, the others ask of one that is open. */
const features: readonly Workload[] = [
  asking('complete a stage', 30, (text, at) => () => complete(text, at, nothingKnown)),
  asking('hover', 15, (text, at) => {
    const script = openScript(text)
    return () => hover(script, at + 1, nothingKnown)
  }),
  asking('rename a variable', 50, text => {
    const script = openScript(text)
    const first = script.analysis.definitions.find(one => one.kind === 'variable')!
    return () => rename(script, first.id!.from, 'another')
  }),
]

export const languageWorkloads: readonly Workload[] = [
  parsing(500),
  parsing(1000, 2, 13.5),
  telling(500),
  telling(1000, 16, 66.47),
  tellingBroken,
  formatting,
  ...features,
]
