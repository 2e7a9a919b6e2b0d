// InfluxDB over HTTP.
export { firstResult, queryServer, type ServerAnswer } from './query.ts'
export { type WriteProgress, writePoints, writeProgress } from './write.ts'
