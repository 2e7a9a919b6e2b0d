// How a Flux function is declared, and what it may know and ask.
export {
  type BucketInfo,
  type Buckets,
  type FieldType,
  type ReadRange,
  type Series,
  type SeriesPoints,
  SYSTEM_BUCKET,
} from './buckets.ts'
export { catalogueOf, type Packages, type PackagesApart } from './catalogue.ts'
export { Callable, type CallSite, type Context } from './context.ts'
export {
  composed,
  constant,
  type Documented,
  fn,
  isDuration,
  isRegexp,
  isTime,
  type Member,
  type MemberKind,
  nullText,
  option,
  type Package,
  packageOf,
  unavailable,
} from './define.ts'
export { describePackages, type MemberDescription, type PackageDescription } from './description.ts'
export {
  aggregate,
  aggregated,
  aggregateFrame,
  columnArgument,
  oneRowEach,
  type Reducer,
  reduceColumn,
  resultColumn,
  selectOnePerTable,
  selector,
  sink,
  source,
  transform,
} from './families.ts'
export {
  type Host,
  type HttpMethod,
  type HttpRequest,
  type HttpResponse,
  type InfluxServer,
  type UnsentRequest,
  type WriteTarget,
  wholeBody,
} from './host.ts'
export { nativeFunction } from './native.ts'
export type {
  Equalities,
  Fallback,
  MappedField,
  Pick,
  PrintedFunction,
  RowFunction,
  RowProgram,
} from './rowFunction.ts'
export { compareSeries, SeriesPointsBuilder, seriesKey } from './seriesPoints.ts'
export { type ArgsOf, type Given, type Parameter, type ResultOf, readSignature, type Signature } from './signature.ts'
export {
  boundsOfInputs,
  type Narrowable,
  type Stage,
  type StageContext,
  type StageSpec,
  StreamValue,
  type TimeBounds,
} from './stream.ts'
export { refuseTwins } from './twins.ts'
