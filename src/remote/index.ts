// InfluxDB over HTTP.
export { createTask } from './createTask.ts'
export { firstResult, queryServer, type ServerAnswer } from './query.ts'
export { type WriteProgress, writePoints, writeProgress } from './write.ts'
