// Buckets kept where scripts run: a log of small records with the points of each write beside it.
export type { BucketUsage, MeasurementInfo, RemovedBucket } from './browsing.ts'
export { openFiles } from './files.ts'
export { openIndexedDb } from './indexedDb.ts'
export { UNDO_TIME } from './managing.ts'
export { MemoryStorage } from './memoryStorage.ts'
export { type OpenedBuckets, openBuckets } from './openBuckets.ts'
export type { Storage } from './storage.ts'
export { type BucketStore, type StoreOptions, storeOn } from './store.ts'
