// Bytes to frames and frames to bytes, one folder a format.

export {
  type CsvOptions,
  decodeAnnotatedCsv,
  decodeCsv,
  decodeQueryAnswer,
  encodeAnnotatedCsv,
  encodeErrorBlock,
  type NamedStream,
} from './annotatedCsv/index.ts'
export {
  checkNames,
  encodeLine,
  type LineDecoder,
  type LineField,
  type LineOptions,
  type LinePoint,
  type LinePrecision,
  type LineTag,
  lineDecoder,
  type PointSink,
} from './lineProtocol/index.ts'
export { type ExpositionReader, type ExpositionSource, expositionReader } from './prometheus/index.ts'
export { type ResultFormat, resultTexts } from './resultTexts/index.ts'
