// date/boundaries: the former path of experimental/date/boundaries. In the reference every member of it only says so.
import { boundariesPackage } from '../experimental/date/boundaries.ts'

export const formerBoundaries = boundariesPackage(
  'date/boundaries',
  'The former path of experimental/date/boundaries.',
  'Works as in `experimental/date/boundaries`; InfluxDB stops and says that the package has moved there.',
)
