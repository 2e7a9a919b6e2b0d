// Puts the page's state together from what the browser remembers, the address it was opened with, and its size.
import { firstScript } from '../examples/firstScript.ts'
import type { Engines } from '../workers/clients.ts'
import type { ProxyAccess } from '../workers/protocol.ts'
import { readReferenceAddress } from './reference/referenceAddress.ts'
import { readLink } from './share/codec.ts'
import { withSecretsMoved } from './share/tokens.ts'
import { createArrangements } from './state/arrangements.ts'
import { createBuckets } from './state/buckets.ts'
import { createConnections } from './state/connections.ts'
import { createConsent } from './state/consent.ts'
import type { Frame } from './state/frame.ts'
import { createHistory, endedRun } from './state/history.ts'
import { tellEditor } from './state/knowing.ts'
import { createLayout } from './state/layout.ts'
import { createProgram, isStrangers } from './state/program.ts'
import { createResults } from './state/results.ts'
import { createRun } from './state/run.ts'
import { createSession, type Session } from './state/session.ts'
import { createSettings } from './state/settings.ts'
import { createShare, say } from './state/share.ts'
import { createSources } from './state/sources.ts'
import { browserMemory, ownStorage } from './state/storage.ts'
import { createTasks } from './state/tasks.ts'
import { createVariables } from './state/variables.ts'

export function openPage(engines: Engines, frame: Frame): Session {
  const share = createShare()
  const memory = browserMemory(frame.foreign ? null : ownStorage(), unsaved => share.setState({ unsaved }))
  const narrow = matchMedia('(max-width: 899.9px)')
  const program = createProgram({
    memory,
    own: browserMemory(frame.foreign ? null : ownStorage('sessionStorage')),
    first: firstScript,
    now: Date.now,
  })
  const [sources, connections] = [createSources(), createConnections(memory)]
  const stores = {
    program,
    variables: createVariables(memory, program),
    run: createRun(),
    results: createResults(),
    layout: createLayout(!frame.embedded && narrow.matches),
    settings: createSettings(memory),
    share,
    sources,
    consent: createConsent(memory),
    history: createHistory(memory),
    buckets: createBuckets(engines),
    connections,
    arrangements: createArrangements(),
    frame,
    tasks: createTasks({ engines, memory, program, sources, connections }),
  }
  followRecording(stores)
  openLink(stores, location.hash)
  const session = createSession(
    stores,
    engines,
    () => performance.now(),
    (ended, name) => {
      const run = endedRun(ended)
      if (run) stores.history.add({ ...run, name, text: withSecretsMoved(run.text).text, at: Date.now() })
    },
  )

  window.addEventListener('hashchange', () => openLink(stores, location.hash))
  window.addEventListener('pagehide', () => stores.program.flush())
  if (!frame.embedded) narrow.addEventListener('change', () => stores.layout.setState({ narrow: narrow.matches }))
  stores.program.subscribe(({ current, text, conflict }, before) => {
    if (current.id !== before.current.id) stores.share.setState({ waiting: isStrangers(current) })
    if (conflict !== before.conflict && conflict !== null)
      say(
        stores.share,
        `${conflict} was changed in another tab of the browser at the same time. Both are here: ${current.name} is what you wrote.`,
      )
    if (text !== before.text) stores.share.setState({ notice: null })
    // Another script, or an edited one, is not what the address says: a reload must bring what is on screen.
    if (current !== before.current && location.hash !== '' && current.link !== location.hash)
      history.replaceState(null, '', location.pathname + location.search)
  })
  // tasks write to buckets while their panel is open
  stores.tasks.subscribe(({ overview }, before) => {
    if (overview !== before.overview && stores.layout.getState().drawer === 'buckets') void stores.buckets.refresh()
  })
  const applyTheme = (): void => {
    const theme = frame.theme ?? stores.settings.getState().theme
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }
  applyTheme()
  stores.settings.subscribe(applyTheme)
  tellEditor(stores, engines)
  if (!frame.foreign) void findProxy().then(proxy => stores.sources.setState({ proxy }))
  return session
}

type Stores = Pick<Session, 'program' | 'share' | 'layout' | 'settings' | 'variables'>

function openLink({ program, share, layout, settings, variables }: Stores, hash: string): void {
  const lesson = /^#learn\/(\d+)$/.exec(hash)
  if (lesson) {
    settings.setState({ lesson: Math.max(0, Number(lesson[1]) - 1) })
    layout.setState({ drawer: 'learn', pane: 'more' })
    return
  }
  const reference = readReferenceAddress(hash)
  if (reference) {
    layout.setState({ drawer: 'reference', reference, pane: 'more' })
    return
  }
  const linked = readLink(hash)
  if (linked.kind === 'damaged') share.setState({ damaged: linked.why })
  if (linked.kind !== 'script') return
  const { current, text } = program.getState()
  const known = program.fromLink(hash)
  // The same script with data of its own is another one.
  if (current.link !== hash && text === linked.text && !linked.recording) return
  if (known) program.open(known.id)
  else program.create('From a link', linked.text, hash)
  if (linked.variables) variables.change(linked.variables)
  share.setState({ waiting: true, damaged: null })
}

/** What a link recorded holds as long as the script is as it came. */
function followRecording({ program, share }: Stores): void {
  const take = (link: string | null): void => {
    const linked = link?.startsWith('#f3:') ? readLink(link) : null
    share.setState({ recording: linked?.kind === 'script' ? (linked.recording ?? null) : null })
  }
  take(program.getState().current.link)
  program.subscribe(({ current }, before) => {
    if (current.link !== before.current.link) take(current.link)
  })
}

/** The server that `npm start` runs says so in the page it serves; a static host does not, and is not asked. */
async function findProxy(): Promise<ProxyAccess | null> {
  const path = document.querySelector<HTMLMetaElement>('meta[name=flux-local]')?.content
  if (!path) return null
  try {
    const answer = await fetch(new URL(path, document.baseURI), { cache: 'no-store' })
    return answer.ok ? ((await answer.json()) as ProxyAccess | null) : null
  } catch {
    return null
  }
}
