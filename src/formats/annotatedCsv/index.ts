// Annotated CSV, the text in which tables travel.
export { type CsvOptions, decodeAnnotatedCsv, decodeCsv, decodeQueryAnswer } from './decode.ts'
export { encodeAnnotatedCsv, encodeErrorBlock, type NamedStream } from './encode.ts'
