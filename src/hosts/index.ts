// What a run may ask of the outside, once for the browser and once for Node.
export { type BrowserHostOptions, browserHost, type ProxyAccess } from './browserHost.ts'
export { type NodeHostOptions, nodeHost } from './nodeHost.ts'
