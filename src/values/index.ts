// What an expression evaluates to, and how values print, compare and fail.
export { display, formatFloat, formatFloatG, quoted, stringOf, typeText } from './display.ts'
export {
  addDuration,
  addMonths,
  averageNanoseconds,
  Duration,
  durationFrom,
  durationUnits,
  formatDuration,
  NS_PER_AVERAGE_MONTH,
  parseDuration,
} from './duration.ts'
export {
  bareFault,
  Fault,
  type FaultAdvice,
  type FaultCode,
  type FaultFrame,
  fault,
  faultCodes,
  planFault,
  setupFault,
} from './fault.ts'
export { parseGoFloat, parseInt64, parseUint64 } from './numbers.ts'
export { compileRegexp, patternFault, Regexp } from './regexp.ts'
export {
  civilFromDays,
  daysFromCivil,
  daysInMonth,
  floorDiv,
  formatTime,
  formatTimeFull,
  MAX_TIME,
  MIN_TIME,
  NS_PER_DAY,
  parseTime,
  splitDay,
  Time,
} from './time.ts'
export {
  type Arguments,
  type BasicType,
  compareText,
  compareValues,
  DictValue,
  Dynamic,
  type FunctionParameter,
  FunctionValue,
  isNull,
  Null,
  nullOf,
  OpaqueValue,
  RecordValue,
  recordOf,
  typeName,
  UInt,
  type Value,
  wrapInt,
  wrapUint,
} from './value.ts'
export { utcZone, type Zone, zoneOf } from './zone.ts'
