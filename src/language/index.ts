// What an editor asks of a program, as functions of its text or its analysis.
export { type Formatted, format } from '../syntax/index.ts'
export { diagnose } from './diagnostics.ts'
export { type TaskOptions, type TaskReading, taskOf } from './taskOptions.ts'
export { warmUp } from './warmUp.ts'
