// A script as a piece of another text: Markdown, and HTML for a page that frames the playground.
import type { Session } from '../state/session.ts'

/** Of a result that is long, so much. */
const MOST_MARKDOWN = 20_000

export function markdownLink(name: string, address: string): string {
  return `[${name.replace(/[\\[\]]/g, '\\$&')}](${address})`
}

/** The link and the script, and the tables of the result on screen where it is the script's. */
export async function markdownWithTables({ program, results }: Session, address: string): Promise<string> {
  const { current, text } = program.getState()
  const { shown, selected } = results.getState()
  let tables = ''
  if (shown?.text === text) {
    const { blob, whole } = await shown.handle.text(selected, 'markdown', MOST_MARKDOWN)
    tables = `\n${await blob.text()}${whole ? '' : '…and more\n'}`
  }
  const fence = text.includes('```') ? '````' : '```'
  return `${markdownLink(current.name, address)}\n\n${fence}flux\n${text.trimEnd()}\n${fence}\n${tables}`
}

/** The permissions let a framed script ask addresses near its reader; the browser asks them first. */
export function embedded(name: string, address: string): string {
  const url = new URL(address)
  url.searchParams.set('embed', '1')
  const allow = 'clipboard-write; loopback-network; local-network; local-network-access'
  return `<iframe src="${escaped(url.href)}" title="${escaped(`${name}: Flux`)}" width="100%" height="480" loading="lazy" allow="${allow}" style="border: 1px solid #8884; border-radius: 6px"></iframe>\n` // biome-ignore format: one tag
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
