// InfluxDB over HTTP.
export { writePoints } from './write.ts'
