// InfluxDB over HTTP.
export { firstResult, queryServer, type ServerAnswer } from './query.ts'
export { writePoints } from './write.ts'
