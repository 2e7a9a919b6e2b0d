// The Prometheus exposition formats.
export { type ExpositionReader, type ExpositionSource, expositionReader } from './expositionReader.ts'
