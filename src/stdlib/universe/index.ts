// universe: what is in scope without an import.
import { packageOf } from '../../library/index.ts'
import { count, mean, sum } from './aggregates.ts'
import { aggregateWindow } from './aggregateWindow.ts'
import { doubleEMA, exponentialMovingAverage, movingAverage, timedMovingAverage, tripleEMA } from './averages.ts'
import { derivative, difference } from './changes.ts'
import { hourSelection, timeShift } from './clock.ts'
import { columns, drop, duplicate, group, keep, rename, set } from './columns.ts'
import { columnConversions, conversions } from './conversions.ts'
import { cumulativeSum, elapsed, fill, increase, stateCount, stateDuration, stateTracking } from './cumulative.ts'
import { histogramQuantile } from './histograms.ts'
import { integral, timeWeightedAvg } from './integral.ts'
import { internals } from './internals.ts'
import { join } from './join.ts'
import { limit, sort, tail } from './order.ts'
import { pivot } from './pivot.ts'
import { contains, die, inf, length, linearBins, logarithmicBins, now, today } from './plain.ts'
import { range } from './range.ts'
import { ranking } from './ranking.ts'
import { filter, map, reduce } from './rows.ts'
import { distinct, first, last, max, min, unique } from './selectors.ts'
import { covariance, histogram, keys, keyValues, sample } from './shapes.ts'
import { median, mode, quantile, skew, spread, stddev } from './statistics.ts'
import { findColumn, findRecord, getColumn, getRecord, tableFind, union, yieldResult } from './streams.ts'
import { window } from './window.ts'

export const universe = packageOf('universe', 'What every script has without an import.', {
  ...internals,
  aggregateWindow,
  columns,
  contains,
  count,
  covariance,
  doubleEMA,
  exponentialMovingAverage,
  histogram,
  hourSelection,
  integral,
  join,
  keys,
  keyValues,
  movingAverage,
  sample,
  timedMovingAverage,
  timeShift,
  timeWeightedAvg,
  tripleEMA,
  ...ranking,
  cumulativeSum,
  elapsed,
  fill,
  increase,
  stateCount,
  stateDuration,
  stateTracking,
  mode,
  median,
  quantile,
  skew,
  spread,
  stddev,
  derivative,
  die,
  difference,
  distinct,
  drop,
  duplicate,
  filter,
  findColumn,
  findRecord,
  first,
  getColumn,
  getRecord,
  group,
  histogramQuantile,
  inf,
  keep,
  last,
  length,
  limit,
  linearBins,
  logarithmicBins,
  map,
  max,
  mean,
  min,
  now,
  pivot,
  range,
  reduce,
  rename,
  set,
  sort,
  sum,
  tableFind,
  tail,
  today,
  union,
  unique,
  window,
  yield: yieldResult,
  ...conversions,
  ...columnConversions,
})
