// Line protocol: points as InfluxDB takes them.
export { checkNames, encodeLine, type LineField, type LinePoint, type LineTag } from './encodeLine.ts'
