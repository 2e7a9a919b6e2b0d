// system: the clock of the machine.
import { fn, packageOf } from '../library/index.ts'
import { Time } from '../values/index.ts'

export const system = packageOf('system', 'The clock of the machine the script runs on.', {
  time: fn('() => time', {
    summary: 'The present moment, which moves while a script runs; `now()` does not.',
    params: {},
    examples: ['system.time() > 2020-01-01T00:00:00Z // true'],
    call: (_, context) => new Time(context.host.now()),
  }),
})
