// A link to the script on the clipboard, and in the address bar, in one click.
import { number } from '../numbers.ts'
import type { Page } from '../page.ts'
import { usesVariables } from '../state/variables.ts'
import { linkTo } from './codec.ts'
import { secretsIn } from './tokens.ts'

/** `asItIs` copies it although there may be secrets in it. */
export async function copyLink(page: Page, asItIs = false): Promise<void> {
  const { program, share, variables } = page.session
  const { text } = program.getState()
  if (!asItIs && secretsIn(text).length > 0) {
    share.setState({ secretsInLink: true, notice: null })
    return
  }
  share.setState({ secretsInLink: false })
  const packed = linkTo(text, usesVariables(text) ? variables.getState() : null)
  if ('tooLong' in packed) {
    share.setState({
      notice: `The script has ${number(packed.tooLong)} bytes; a link holds at most 1 MB. Nothing was copied.`,
    })
    return
  }
  const address = new URL(packed.hash, location.href).href
  try {
    if (!page.clipboard) throw new Error('no clipboard')
    await page.clipboard.writeText(address)
    share.setState({
      notice: `Link copied: ${number(address.length)} characters. It opens the script and runs nothing.`,
    })
  } catch {
    // Without leave to use the clipboard the address bar is the way to copy it.
    history.replaceState(null, '', packed.hash)
    share.setState({ notice: 'The browser gave no access to the clipboard. The link is in the address bar.' })
  }
}
