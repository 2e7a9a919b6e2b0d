// runtime: what runs the script.
import { fn, packageOf } from '../library/index.ts'

/** The release of the reference that the standard library follows. */
const VERSION = 'v0.195.1'

export const runtime = packageOf('runtime', 'What runs the script.', {
  version: fn('() => string', {
    summary: 'The version of Flux that is followed here.',
    params: {},
    examples: [`runtime.version() // "${VERSION}"`],
    call: () => VERSION,
  }),
})
