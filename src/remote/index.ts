// InfluxDB over HTTP.

export { queryServer } from './query.ts'
export { writePoints } from './write.ts'
