// What can be done on this page, one object a command. The toolbar, the menus and the keyboard read this list.

import { canFixAll, fixAll, layOut } from '../editor/wholeScript.ts'
import type { Page } from '../page.ts'
import { exportChoices, exportResults } from '../results/exportResults.ts'
import { canRecord } from '../share/canRecord.ts'
import { shareAs } from '../share/shareAs.ts'
import { pinShown } from '../state/pin.ts'
import { say } from '../state/share.ts'

export interface Command {
  readonly id: string
  readonly title: string
  /** `Mod` is ⌘ on Apple's keyboards and Ctrl on others. */
  readonly keys?: string
  /** Works with the keyboard anywhere, and is offered in menus, while this holds. */
  readonly possible?: (page: Page) => boolean
  readonly run: (page: Page) => void
}

const running = (page: Page): boolean => page.session.run.getState().phase === 'running'
const disk = () => import('../files/disk.ts')
const hasTables = (page: Page): boolean => page.session.results.getState().shown !== null

export const commands = {
  run: { id: 'run', title: 'Run', keys: 'Mod+Enter', run: page => page.session.start() },
  cancel: {
    id: 'cancel',
    title: 'Cancel the run',
    keys: 'Escape',
    possible: running,
    run: page => page.session.cancel(),
  },
  dryRun: {
    id: 'dryRun',
    title: 'Dry run: show requests, send none',
    possible: page => !running(page) && page.session.connections.server() === null,
    run: page => page.session.start({ dryRun: true }),
  },
  copyLink: { id: 'copyLink', title: 'Copy a link to this script', run: page => void shareAs(page, 'link') },
  copyRecorded: {
    id: 'copyRecorded',
    title: 'Copy a link with the data of this run',
    possible: canRecord,
    run: page => void shareAs(page, 'recorded'),
  },
  copyMarkdownLink: {
    id: 'copyMarkdownLink',
    title: 'Copy the link as Markdown',
    run: page => void shareAs(page, 'markdownLink'),
  },
  copyMarkdown: {
    id: 'copyMarkdown',
    title: 'Copy script and tables as Markdown',
    run: page => void shareAs(page, 'markdown'),
  },
  copyEmbed: { id: 'copyEmbed', title: 'Copy HTML that embeds it', run: page => void shareAs(page, 'embed') },
  newScript: { id: 'newScript', title: 'New script', run: newScript },
  closeScript: {
    id: 'closeScript',
    title: 'Close this script',
    possible: ({ session }) => session.program.getState().tabs.length > 1,
    run: ({ session }) => session.program.close(session.program.getState().current.id),
  },
  reopenScript: {
    id: 'reopenScript',
    title: 'Reopen the script closed last',
    possible: ({ session }) => session.program.getState().closed.length > 0,
    run: ({ session }) => session.program.reopen(),
  },
  deleteScript: {
    id: 'deleteScript',
    title: 'Delete this script',
    possible: ({ session }) => session.program.getState().documents.length > 1,
    run: page => {
      page.session.program.remove(page.session.program.getState().current.id)
      commands.allScripts.run(page)
    },
  },
  allScripts: {
    id: 'allScripts',
    title: 'All scripts in this browser',
    run: ({ session }) => session.layout.setState({ drawer: 'scripts', pane: 'more' }),
  },
  openFiles: { id: 'openFiles', title: 'Open files…', run: page => void disk().then(m => m.openFiles(page)) },
  saveScript: {
    id: 'saveScript',
    title: 'Save the script to a file',
    keys: 'Mod+S',
    run: page => void disk().then(m => m.saveScript(page)),
  },
  saveScriptAs: {
    id: 'saveScriptAs',
    title: 'Save the script as another file',
    possible: ({ session }) => session.program.getState().current.file !== undefined,
    run: page => void disk().then(m => m.saveScript(page, { elsewhere: true })),
  },
  pin: {
    id: 'pin',
    title: 'Pin this result to compare runs with',
    possible: hasTables,
    run: page => void pin(page),
  },
  unpin: {
    id: 'unpin',
    title: 'Unpin the pinned result',
    possible: ({ session }) => session.results.getState().pin !== null,
    run: ({ session }) => {
      const { view } = session.results.getState()
      session.results.setState({ pin: null, view: view === 'compare' ? 'tables' : view })
    },
  },
  exportCsv: {
    id: 'exportCsv',
    title: 'Download all results as annotated CSV',
    possible: hasTables,
    run: page => void exportResults(page.session, null, exportChoices[0]),
  },
  fullPane: {
    id: 'fullPane',
    title: 'Give this pane the whole page',
    keys: 'Shift+F6',
    possible: page => !page.session.layout.getState().narrow && page.session.layout.getState().full === null,
    run: page => page.session.layout.setState({ full: inResults() ? 'results' : 'script', drawer: null }),
  },
  bothPanes: {
    id: 'bothPanes',
    title: 'Show both panes',
    keys: 'Escape',
    possible: page => page.session.layout.getState().full !== null,
    run: page => page.session.layout.setState({ full: null }),
  },
  exportEverything: {
    id: 'exportEverything',
    title: 'Export everything but bucket data',
    run: page => void exportAll(page, false),
  },
  exportWithPoints: {
    id: 'exportWithPoints',
    title: 'Export everything with bucket data',
    run: page => void exportAll(page, true),
  },
  otherPane: { id: 'otherPane', title: 'Go to the other pane', keys: 'F6', run: otherPane },
  jumpToTable: {
    id: 'jumpToTable',
    title: 'Go to a table by its group key',
    possible: page => (page.session.results.getState().directory?.rowsOf.length ?? 0) > 1,
    run: jumpToTable,
  },
  explain: {
    id: 'explain',
    title: 'Explain the stage at the cursor',
    keys: 'Shift+Alt+E',
    run: ({ session, editor }) =>
      session.layout.setState({ drawer: 'explain', explained: editor?.selection().from ?? 0, pane: 'more' }),
  },
  format: { id: 'format', title: 'Lay out the script', keys: 'Shift+Alt+F', run: page => void layOut(page) },
  fixAll: { id: 'fixAll', title: 'Fix all that can be fixed', possible: canFixAll, run: page => void fixAll(page) },
  nextProblem: {
    id: 'nextProblem',
    title: 'Go to the next problem',
    keys: 'F8',
    possible: hasProblem,
    run: nextProblem,
  },
  palette: {
    id: 'palette',
    title: 'All commands',
    keys: 'Mod+Shift+P',
    run: page => page.session.layout.setState({ dialog: 'palette' }),
  },
  shortcuts: {
    id: 'shortcuts',
    title: 'Keyboard shortcuts',
    run: page => page.session.layout.setState({ dialog: 'shortcuts' }),
  },
} satisfies Record<string, Command>

/** The ways to hand a script on, the usual one first. */
export const shareCommands: readonly Command[] = [
  commands.copyLink,
  commands.copyRecorded,
  commands.copyMarkdownLink,
  commands.copyMarkdown,
  commands.copyEmbed,
]

export const commandList: readonly Command[] = Object.values(commands)

async function exportAll(page: Page, withPoints: boolean): Promise<void> {
  const { exportEverything } = await import('../everything/exporting.ts')
  await exportEverything(page, withPoints)
}

function newScript(page: Page): void {
  page.session.program.create('Untitled', '')
  requestAnimationFrame(() => page.editor?.focus())
}

async function pin({ session }: Page): Promise<void> {
  const why = await pinShown(session.results, session.program.getState().current.name, Date.now())
  say(session.share, why ?? 'Pinned. After the next run the view Compare shows what changed.')
}

const inResults = (): boolean => document.activeElement?.closest('.results-pane') != null

/** From the editor to the results and back; on a phone the one that is not on screen. */
function otherPane(page: Page): void {
  const { layout } = page.session
  const { narrow, pane, full } = layout.getState()
  const toScript = narrow ? pane !== 'script' : inResults()
  const other = toScript ? 'script' : 'results'
  layout.setState({ pane: other, full: full && other })
  requestAnimationFrame(() => {
    if (toScript) page.editor?.focus()
    else document.querySelector<HTMLElement>('.results-pane [data-first-focus]')?.focus()
  })
}

/** Opens the contents, whose field has the focus as soon as it is there. */
function jumpToTable({ session }: Page): void {
  session.settings.setState({ contents: true })
  session.results.setState({ view: 'tables' })
  session.layout.setState({ pane: 'results' })
  const focus = (tries: number): void => {
    const field = document.querySelector<HTMLElement>('.contents-field')
    if (field) field.focus()
    else if (tries > 0) requestAnimationFrame(() => focus(tries - 1))
  }
  requestAnimationFrame(() => focus(60))
}

function problemsOf(page: Page): readonly { readonly from: number; readonly to: number }[] {
  const { problems, text } = page.session.program.getState()
  const { ending } = page.session.results.getState()
  const failed = ending?.kind === 'failed' && ending.text === text ? [ending.failure] : []
  return [...(problems ?? []), ...failed].toSorted((a, b) => a.from - b.from)
}

function hasProblem(page: Page): boolean {
  return problemsOf(page).length > 0 && document.activeElement?.closest('.monaco-editor') == null
}

let lastShown = -1

function nextProblem(page: Page): void {
  const all = problemsOf(page)
  const next = all.find(p => p.from > lastShown) ?? all[0]
  if (!next) return
  lastShown = next.from
  page.editor?.reveal(next.from, next.to)
}
