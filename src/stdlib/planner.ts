// planner: options of the reference's query planner. There is none here, so they change nothing.
import { option, packageOf } from '../library/index.ts'

export const planner = packageOf('planner', 'Options of a query planner; they are accepted and change nothing.', {
  disableLogicalRules: option('[string]', 'Names of logical rules a planner should leave out.', ['']),
  disablePhysicalRules: option('[string]', 'Names of physical rules a planner should leave out.', ['']),
})
