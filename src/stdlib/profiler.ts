// profiler: the option that asks the reference for measurements of a run. It is accepted and adds no tables.
import { option, packageOf } from '../library/index.ts'

export const profiler = packageOf('profiler', 'Measurements of a run; asking for them is accepted and adds nothing.', {
  enabledProfilers: option('[string]', 'Names of the measurements to add to the results.', ['']),
})
