// A link to the script on the clipboard, and in the address bar, in one click.
import { number } from '../numbers.ts'
import type { Page } from '../page.ts'
import { usesVariables } from '../state/variables.ts'
import { linkTo } from './codec.ts'
import { secretsIn } from './tokens.ts'

/** `asItIs` copies it although there may be secrets in it. */
export async function copyLink(page: Page, asItIs = false): Promise<void> {
  const { text } = page.session.program.getState()
  await copyAddress(page, addressOf(page, text, asItIs))
}

/** Of a script that is not on screen; one that was run before has no secrets in it. */
export async function copyLinkOf(page: Page, text: string): Promise<void> {
  await copyAddress(page, addressOf(page, text, true))
}

async function copyAddress(page: Page, address: string | null): Promise<void> {
  if (address === null) return
  const said = `Link copied: ${number(address.length)} characters. It opens the script and runs nothing.`
  // without leave to use the clipboard the address bar is the way to copy it
  if (!(await copied(page, address, said))) {
    history.replaceState(null, '', new URL(address).hash)
    tell(page, 'The browser gave no access to the clipboard. The link is in the address bar.')
  }
}

/** Of a result that is long, so much. */
const MARKDOWN = 20_000

/** A link for a text: with the script, and the tables of the result on screen if there are any. */
export async function copyMarkdown(page: Page): Promise<void> {
  const { program, results } = page.session
  const { current, text } = program.getState()
  const address = addressOf(page, text, false)
  if (address === null) return
  const { shown, selected } = results.getState()
  let tables = ''
  if (shown?.text === text) {
    const { blob, whole } = await shown.handle.text(selected, 'markdown', MARKDOWN)
    tables = `\n${await blob.text()}${whole ? '' : '…and more\n'}`
  }
  const link = `[${current.name.replace(/[\\[\]]/g, '\\$&')}](${address})`
  const fence = text.includes('```') ? '````' : '```'
  const markdown = `${link}\n\n${fence}flux\n${text.trimEnd()}\n${fence}\n${tables}`
  if (!(await copied(page, markdown, 'Copied as Markdown: the link, the script and its tables.')))
    tell(page, 'The browser gave no access to the clipboard. Nothing was copied.')
}

/** The address of the script; null where it may not or cannot be one, which is told. */
function addressOf(page: Page, text: string, asItIs: boolean): string | null {
  const { program, share, variables } = page.session
  if (!asItIs && secretsIn(text).length > 0) {
    share.setState({ secretsInLink: true, notice: null })
    return null
  }
  share.setState({ secretsInLink: false })
  const packed = linkTo(text, usesVariables(text) && text === program.getState().text ? variables.getState() : null)
  if ('hash' in packed) return new URL(packed.hash, location.href).href
  tell(page, `The script has ${number(packed.tooLong)} bytes; a link holds at most 1 MB. Nothing was copied.`)
  return null
}

async function copied(page: Page, text: string, said: string): Promise<boolean> {
  try {
    if (!page.clipboard) return false
    await page.clipboard.writeText(text)
    tell(page, said)
    return true
  } catch {
    return false
  }
}

function tell({ session }: Page, notice: string): void {
  session.share.setState({ notice })
}
