// Starts the command line's worker: a TypeScript worker needs tsx registered before anything is imported.
import { register } from 'tsx/esm/api'

register()
await import('./cli.worker.ts')
