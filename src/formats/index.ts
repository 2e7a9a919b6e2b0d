// Bytes to frames and frames to bytes, one folder a format.
export { type ExpositionReader, type ExpositionSource, expositionReader } from './prometheus/index.ts'
