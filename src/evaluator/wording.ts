// A fault in the reference's words: a layer for each call, outermost first, and the stage it happened in.
import type { Source } from '../syntax/index.ts'
import type { Fault } from '../values/index.ts'

export function officialWording(error: Fault, source: Source): string {
  let text = error.message
  for (const { kind, name, from, to } of error.frames) {
    const at = `@${source.officialRange({ from, to })}`
    if (kind === 'call') text = `error calling function "${name}" ${at}: ${text}`
    else if (!error.bare) text = `runtime error ${at}: ${name}: ${text}`
  }
  return text
}
