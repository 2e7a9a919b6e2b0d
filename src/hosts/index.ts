// What a run may ask of the outside, once for the browser and once for Node.
export { type BrowserHostOptions, browserHost } from './browserHost.ts'
export { BUCKETS, type Consent, type Direction, ownScript } from './consent.ts'
export { dryHost, MASK } from './dryRun.ts'
export { type NodeHostOptions, nodeHost } from './nodeHost.ts'
export type { ProxyAccess } from './proxy.ts'
export { answersOf, type RecordedAnswer, Recorder, type Recording, replayedOver, type Unrecorded } from './recording.ts'
