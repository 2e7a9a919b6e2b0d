// Line protocol: points as InfluxDB takes them.
export { type LineDecoder, type LineOptions, type LinePrecision, lineDecoder, type PointSink } from './decodeLines.ts'
export { checkNames, encodeLine, type LineField, type LinePoint, type LineTag } from './encodeLine.ts'
