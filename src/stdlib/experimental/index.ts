// experimental: members that may still change. Many are older members fixed to the column `_value`.
import { packageOf } from '../../library/index.ts'
import { wideTo } from '../influxdata/influxdb/to.ts'
import { aliases } from './aliases.ts'
import { catchFault } from './catch.ts'
import { diff } from './diff.ts'
import { join } from './joinByTime.ts'
import { addDuration, alignTime, chain, objectKeys, preview, subDuration, windowWithoutDefaults } from './plain.ts'
import { group, set, unpivot } from './reshaping.ts'

export const experimental = packageOf('experimental', 'Members that may still change.', {
  ...aliases,
  _window: windowWithoutDefaults,
  addDuration,
  alignTime,
  catch: catchFault,
  chain,
  diff,
  group,
  join,
  objectKeys,
  preview,
  set,
  subDuration,
  to: wideTo,
  unpivot,
})
