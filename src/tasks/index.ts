// Tasks: when they are due, which runs begin, and what is kept of them.
export type { InfluxTarget, KeptLines, NewLines, TokenTarget, WaitingLines } from './keptLines.ts'
export { RetryQueue, type Send, type Sent, waitingLines } from './retryQueue.ts'
export { dueTime, slotAfter, slotUpTo } from './schedule.ts'
export { nextDue } from './scheduler.ts'
export type { Progress, RunOutcome, RunState, Schedule, Span, Task, TaskGrant, TaskOptions, TaskRun } from './task.ts'
export { type Clock, TaskKeeper } from './taskKeeper.ts'
export { MemoryTasks, openTaskStorage, type TaskStorage } from './taskStorage.ts'
