// The file that holds everything of one browser: a zip with `flux-playground.json` of this shape and a folder of line
// protocol, one file a bucket. docs/export.md describes it; a change that old pages cannot read is a new version.
import * as z from 'zod/mini'

export const FORMAT = 'flux-playground'
export const VERSION = 1
export const MANIFEST = 'flux-playground.json'

const when = z.number().check(z.nonnegative())

const variables = z.object({
  start: z.string(),
  stop: z.string(),
  window: z.nullable(z.string()),
  bucket: z.string(),
  own: z.readonly(z.array(z.object({ name: z.string(), value: z.string() }))),
})

const script = z.object({
  id: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  name: z.string(),
  changed: when,
  text: z.string(),
  variables: z.optional(z.partial(variables)),
})

const run = z.object({
  id: z.string(),
  name: z.string(),
  text: z.string(),
  at: when,
  times: z.number(),
  summary: z.string(),
  failed: z.boolean(),
  kept: z.optional(z.object({ csv: z.string(), at: when })),
})

export const everything = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  /** When it was written, in milliseconds since 1970, as all times but those of points. */
  at: when,
  scripts: z.array(script),
  history: z.array(run),
  settings: z.record(z.string(), z.unknown()),
  /** Without their tokens. */
  connections: z.array(z.object({ name: z.string(), host: z.url(), org: z.string() })),
  tasks: z.array(z.object({ name: z.string(), text: z.string() })),
  /** Retention in nanoseconds, 0 for ever; `file` is where its points are in the zip, null where they were not taken. */
  buckets: z.array(
    z.object({ name: z.string(), retention: z.string().check(z.regex(/^\d{1,19}$/)), file: z.nullable(z.string()) }),
  ),
})

export type Everything = z.infer<typeof everything>
