// A first use of the checker as the page's language worker has it: `warm` with the warm-up that worker does, `cold`
// without.
import { inSlices } from '../../workers/slices.ts'
import { longScript } from '../longScript.ts'

const first = 'import "array"\n\narray.from(rows: [{_value: 1.0}, {_value: 2.0}]) |> mean()'

addEventListener('message', async ({ data: mode }: MessageEvent<string>) => {
  const begun = performance.now()
  const { memberScheme, standardTypes } = await import('../../semantics/index.ts')
  const scheme = memberScheme(standardTypes, 'universe', 'map')
  const known = performance.now()
  const fetched = performance.getEntriesByType('resource').at(-1) as PerformanceResourceTiming
  const { diagnose, openScript, warmUp } = await import('../../language/index.ts')
  const loaded = performance.now()
  const found = diagnose(openScript(first))
  const checked = performance.now()
  if (!scheme || found.length > 0) throw new Error('the checker knows less than it should')
  const start = {
    'catalogue: the type of a member at hand': known - begun,
    'of it fetching the code': fetched.responseEnd - begun,
    'all of the checker loaded': loaded - begun,
    'and its first script, of 3 lines, checked': checked - begun,
  }
  const script = longScript(1000)
  const long = (): number => {
    const asked = performance.now()
    diagnose(openScript(script))
    return performance.now() - asked
  }
  if (mode === 'cold') {
    postMessage({ 'all diagnostics of 1000 lines, not warmed up': long() })
    return
  }
  const slices: number[] = []
  await inSlices(warmUp(), ms => slices.push(ms))
  const warm = performance.now()
  postMessage({
    ...start,
    'warm-up from start to end': warm - checked,
    'of it at work': slices.reduce((sum, ms) => sum + ms, 0),
    'its longest slice': Math.max(...slices),
    'all diagnostics of 1000 lines, after the warm-up': long(),
  })
})
