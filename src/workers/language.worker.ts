// Answers what an editor asks of a script. It runs nothing, so it always answers.
import {
  actionsAt,
  complete,
  type Descriptions,
  definitionAt,
  descriptionsOf,
  diagnose,
  exampleScript,
  explain,
  fixAll,
  folds,
  formatEdits,
  highlightsAt,
  hover,
  insertMember,
  type Knowledge,
  nothingKnown,
  type OpenScript,
  openScript,
  outline,
  reachOf,
  referencesAt,
  referenceTopics,
  rename,
  renameableAt,
  searchReference,
  selectionsAt,
  semanticTokens,
  signatureHelp,
  taskOf,
  typeHints,
  warmUp,
} from '../language/index.ts'
import type { MemberDescription } from '../library/index.ts'
import type {
  LanguageService,
  MemberName,
  PageFacts,
  ReferenceContents,
  ReferencePage,
  Script,
  ScriptTask,
} from './protocol.ts'
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
    reach: async script => reachOf(await opened(script)),
    task: async ({ text, now }) => scriptTask(text, now),
    know: async known => void (facts = known),
    complete: async ({ text, offset, variables }) => complete(text, offset, await knowledge(), { variables }),
    signatureHelp: async ({ text, offset, variables }) => signatureHelp(text, offset, await knowledge(), { variables }),
    hover: async at => hover(await opened(at), at.offset, await knowledge()),
    describe: async ({ path, name }) => (await documented).member(path, name),
    explain: async at => explain(await opened(at), at.offset, await knowledge()),
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
    typeHints: async script => typeHints(await opened(script)),
    reference: async () => contentsOf(await documented),
    searchReference: async ({ query }) => searchReference(await documented, query),
    referencePage: async member => pageOf(await documented, member),
    insertion: async at => insertMember(await opened(at), at.offset, at.member),
    fixAll: async script => fixAll(diagnose(await opened(script)))?.edits ?? [],
    format: async script => formatEdits(await opened(script), script.span),
  }
  void inSlices(warmUp())
  return service as unknown as Service
}

function contentsOf(descriptions: Descriptions): ReferenceContents {
  const packages = descriptions.packages().map(({ path, summary, members }) => ({
    path,
    summary,
    members: publicMembers(members).length,
  }))
  const shown = packages.filter(({ path, members }) => members > 0 && !path.startsWith('internal/'))
  return { topics: referenceTopics(descriptions), packages: shown.sort((a, b) => (a.path < b.path ? -1 : 1)) }
}

function pageOf(descriptions: Descriptions, { path, name }: MemberName): ReferencePage | null {
  // An address may end in a package's name without a slash behind it.
  if (name !== '' && descriptions.package(`${path}/${name}`)) return pageOf(descriptions, { path: `${path}/${name}`, name: '' }) // biome-ignore format: one case
  const found = descriptions.package(path)
  if (!found) return null
  if (name === '') {
    const members = publicMembers(found.members).map(({ name, summary }) => ({ path, name, summary }))
    return { kind: 'package', path, summary: found.summary, members }
  }
  const member = descriptions.member(path, name)
  if (!member) return null
  return { kind: 'member', path, member, examples: member.examples.map(one => exampleScript(path, one)) }
}

function publicMembers(members: readonly MemberDescription[]): readonly MemberDescription[] {
  return members.filter(({ name }) => !name.startsWith('_'))
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
