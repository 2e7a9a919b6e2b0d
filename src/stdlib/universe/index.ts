// universe: what is in scope without an import.
import { packageOf } from '../../library/index.ts'
import { count, mean, sum } from './aggregates.ts'
import { aggregateWindow } from './aggregateWindow.ts'
import { movingAverage, timedMovingAverage } from './averages.ts'
import { derivative, difference } from './changes.ts'
import { hourSelection, timeShift, truncateTimeColumn } from './clock.ts'
import { columns, drop, duplicate, group, keep, rename, set } from './columns.ts'
import { columnConversions, conversions } from './conversions.ts'
import { cov, covariance, pearsonr } from './covariance.ts'
import { cumulativeSum, elapsed, fill, increase } from './cumulative.ts'
import { doubleEMA, exponentialMovingAverage, tripleEMA, tripleExponentialDerivative } from './exponential.ts'
import { histogramQuantile } from './histograms.ts'
import { holtWinters } from './holtWinters.ts'
import { chandeMomentumOscillator, kaufmansAMA, kaufmansER, relativeStrengthIndex } from './indicators.ts'
import { integral, timeWeightedAvg } from './integral.ts'
import { internals } from './internals.ts'
import { join } from './join.ts'
import { mode } from './mode.ts'
import { limit, sort, tail } from './order.ts'
import { pivot } from './pivot.ts'
import { contains, die, inf, length, linearBins, logarithmicBins, now, today } from './plain.ts'
import { median, quantile } from './quantiles.ts'
import { range } from './range.ts'
import { ranking } from './ranking.ts'
import { filter, map, reduce } from './rows.ts'
import { distinct, first, last, max, min, unique } from './selectors.ts'
import { histogram, keys, keyValues, sample } from './shapes.ts'
import { stateCount, stateDuration, stateTracking } from './states.ts'
import { skew, spread, stddev } from './statistics.ts'
import { findColumn, findRecord, getColumn, getRecord, tableFind, union, yieldResult } from './streams.ts'
import { window } from './window.ts'

export const universe = packageOf('universe', 'What every script has without an import.', {
  ...internals,
  aggregateWindow,
  chandeMomentumOscillator,
  columns,
  contains,
  count,
  cov,
  covariance,
  doubleEMA,
  exponentialMovingAverage,
  histogram,
  holtWinters,
  hourSelection,
  integral,
  join,
  kaufmansAMA,
  kaufmansER,
  keys,
  keyValues,
  movingAverage,
  pearsonr,
  relativeStrengthIndex,
  sample,
  timedMovingAverage,
  timeShift,
  timeWeightedAvg,
  tripleEMA,
  tripleExponentialDerivative,
  truncateTimeColumn,
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
