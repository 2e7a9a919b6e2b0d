// Answers what an editor asks of a script. It runs nothing, so it always answers.
import {
  actionsAt,
  complete,
  type Descriptions,
  definitionAt,
  descriptionsOf,
  diagnose,
  folds,
  formatEdits,
  highlightsAt,
  hover,
  type Knowledge,
  nothingKnown,
  type OpenScript,
  openScript,
  outline,
  referencesAt,
  rename,
  renameableAt,
  selectionsAt,
  semanticTokens,
  signatureHelp,
  taskOf,
  warmUp,
} from '../language/index.ts'
import type { LanguageService, PageFacts, Script, ScriptTask } from './protocol.ts'
import type { Service } from './rpc.ts'
import { inSlices } from './slices.ts'

export function languageService(): Service {
  // What judges patterns is larger than the checker, so nothing else waits for it. Without a slash there is no pattern.
  const values = import('../values/index.ts')
  const documented = descriptions()
  let facts: PageFacts = nothingKnown
  let open: (Script & { readonly script: OpenScript }) | null = null

  const opened = async ({ text, variables }: Script): Promise<OpenScript> => {
    if (open?.text === text && open.variables === variables) return open.script
    const patternFault = text.includes('/') ? (await values).patternFault : undefined
    open = { text, variables, script: openScript(text, { patternFault, variables }) }
    return open.script
  }
  const knowledge = async (): Promise<Knowledge> => ({ ...facts, descriptions: await documented })

  const service: LanguageService = {
    analyze: async script => diagnose(await opened(script)),
    task: async ({ text, now }) => scriptTask(text, now),
    know: async known => void (facts = known),
    complete: async ({ text, offset, variables }) => complete(text, offset, await knowledge(), { variables }),
    signatureHelp: async ({ text, offset, variables }) => signatureHelp(text, offset, await knowledge(), { variables }),
    hover: async at => hover(await opened(at), at.offset, await knowledge()),
    describe: async ({ path, name }) => (await documented).member(path, name),
    definition: async at => definitionAt(await opened(at), at.offset),
    references: async at => referencesAt(await opened(at), at.offset),
    highlights: async at => highlightsAt(await opened(at), at.offset),
    rename: async at => rename(await opened(at), at.offset, at.name),
    renameable: async at => renameableAt(await opened(at), at.offset),
    actions: async script => actionsAt(await opened(script), { from: script.from, to: script.to }),
    outline: async script => outline(await opened(script)),
    folds: async script => folds(await opened(script)),
    selections: async at => selectionsAt(await opened(at), at.offset),
    tokens: async script => semanticTokens(await opened(script)),
    format: async script => formatEdits(await opened(script), script.span),
  }
  void inSlices(warmUp())
  return service as unknown as Service
}

/** A feature without them says less, and works. */
async function descriptions(): Promise<Descriptions> {
  try {
    return descriptionsOf((await import('virtual:flux-documentation')).packages)
  } catch {
    return nothingKnown.descriptions
  }
}

async function scriptTask(text: string, now: bigint): Promise<ScriptTask | null> {
  const reading = taskOf(text)
  if (reading === null) return null
  const { options } = reading
  if (options === null) return { ...reading, last: null, next: null }
  const { slotAfter, slotUpTo } = await import('../tasks/index.ts')
  return { ...reading, last: slotUpTo(options, now), next: slotAfter(options, now) }
}
