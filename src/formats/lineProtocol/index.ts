// Line protocol: points as InfluxDB takes them.
export { encodeLine, type LineField, type LinePoint, type LineTag } from './encodeLine.ts'
