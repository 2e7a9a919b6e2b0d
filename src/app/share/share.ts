// Handing a script on: one form a way, from the plain link to a piece of a web page. Each gives a text for the clipboard;
// what a link may or can not carry is told, with what to do about it.
import { number } from '../numbers.ts'
import type { Page } from '../page.ts'
import { type ShareForm, say } from '../state/share.ts'
import { fittedWindow, usesVariables, type Variables } from '../state/variables.ts'
import { canRecord } from './canRecord.ts'
import { linkTo, type Packed, recordedLink } from './codec.ts'
import { embedded, markdownLink, markdownWithTables } from './forms.ts'
import { secretsIn } from './tokens.ts'

/** Programs that pass links on cut longer ones. */
const LONG_LINK = 8000
/** With data in it a link may be this long, and no longer: browsers open longer ones, but not all of them. */
const LONGEST_LINK = 64_000

interface Made {
  readonly text: string
  /** Without its full stop. */
  readonly said: string
}

/** `asItIs` copies it although there may be secrets in it. */
export async function share(page: Page, form: ShareForm, asItIs: boolean): Promise<void> {
  const { program, share: state } = page.session
  const { text } = program.getState()
  if (!asItIs && secretsIn(text).length > 0) return state.setState({ secretsInLink: form, notice: null })
  state.setState({ secretsInLink: null })
  await copyAs(page, form, await packedFor(page, text, form))
}

/** A link to a script that is not on screen; one that was run before has no secrets in it, and no tables here. */
export async function shareText(page: Page, text: string): Promise<void> {
  await copyAs(page, 'link', linkTo(text, null))
}

async function copyAs(page: Page, form: ShareForm, packed: Packed | null): Promise<void> {
  if (packed === null) return
  if ('tooLong' in packed)
    return tell(page, `The script has ${number(packed.tooLong)} bytes; a link holds at most 1 MB. Nothing was copied`, true) // biome-ignore format: one sentence
  const address = new URL(location.pathname + packed.hash, location.href).href
  const { text, said } = await forms[form](page, address)
  const long = address.length > LONG_LINK
  const caution = long ? '. Programs that pass links on may cut one so long; a file is safe' : ''
  if (await copied(page, text)) return tell(page, said + caution, long)
  // without leave to use the clipboard the address bar is the way to copy it
  if (form === 'link' || form === 'recorded') history.replaceState(null, '', packed.hash)
  const instead = form === 'link' || form === 'recorded' ? 'The link is in the address bar' : 'Nothing was copied'
  tell(page, `The browser gave no access to the clipboard. ${instead}`)
}

const forms: Readonly<Record<ShareForm, (page: Page, address: string) => Made | Promise<Made>>> = {
  link: (_, address) => ({ text: address, said: `Link copied: ${number(address.length)} characters. It opens the script and runs nothing` }), // biome-ignore format: one sentence
  recorded: (_, address) => ({ text: address, said: `Link copied with the data of the run: ${number(address.length)} characters. It holds what this run read; anyone with it can see that` }), // biome-ignore format: one sentence
  markdownLink: (page, address) => ({
    text: markdownLink(page.session.program.getState().current.name, address),
    said: 'Link copied as Markdown',
  }),
  markdown: async (page, address) => ({
    text: await markdownWithTables(page.session, address),
    said: 'Copied as Markdown: the link, the script and its tables',
  }),
  embed: (page, address) => ({
    text: embedded(page.session.program.getState().current.name, address),
    said: 'HTML copied: a frame with the script, which runs when its reader says so',
  }),
}

/** Null where there can be none, which is told. */
async function packedFor(page: Page, text: string, form: ShareForm): Promise<Packed | null> {
  const { variables } = page.session
  const used = usesVariables(text) ? variables.getState() : null
  return form === 'recorded' ? packRecorded(page, text, used) : linkTo(text, used)
}

const unrecorded = {
  forgotten: 'What the run read is no longer kept. Run the script again, then copy the link',
  large: 'The run read more than a link can hold. Copy the plain link, or download the results as a file',
  binary: 'The run read something that is not text, which a link does not hold. Copy the plain link',
  secret: 'What the run read or asked for has one of your secrets in it. Nothing was copied',
  buckets: 'The run used buckets kept in this browser, which a link does not hold. Download the results as a file',
}

async function packRecorded(page: Page, text: string, used: Variables | null): Promise<Packed | null> {
  const { results, layout } = page.session
  const { shown } = results.getState()
  const recording = canRecord(page) && shown ? await shown.handle.recording() : null
  if (recording === null) return told(page, 'Run the script first: such a link holds what a run read')
  if (typeof recording === 'string') return told(page, unrecorded[recording])
  const at = Number((recording.times[0] ?? 0n) / 1_000_000n)
  const window = used && (used.window ?? fittedWindow(used, at, layout.getState().resultsWidth))
  const packed = recordedLink(text, used && { ...used, window }, recording)
  if ('hash' in packed && packed.hash.length <= LONGEST_LINK) return packed
  return told(page, unrecorded.large)
}

function told(page: Page, why: string): null {
  tell(page, why)
  return null
}

async function copied({ clipboard }: Page, text: string): Promise<boolean> {
  try {
    await clipboard?.writeText(text)
    return clipboard !== null
  } catch {
    return false
  }
}

function tell({ session }: Page, notice: string, offersFile = false): void {
  say(session.share, `${notice}.`, offersFile)
}
