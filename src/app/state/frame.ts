// Whether the page stands on its own or in a frame. That another site frames it is learned from the browser, never from
// the address: what is stored here then does not count, so that no site can have a reader's grants or tokens used.

export interface Frame {
  /** Small: the script, its results and a way to the whole page. */
  readonly embedded: boolean
  /** Some page around it is of another origin. */
  readonly foreign: boolean
  readonly view: 'split' | 'script' | 'results'
  /** In the place of the reader's choice. */
  readonly theme: 'light' | 'dark' | null
}

/** What is asked of a window to know who frames it. */
export interface Framed {
  readonly self: unknown
  readonly top: unknown
  readonly location: { readonly origin: string; readonly search: string }
  readonly parent: { readonly location: { readonly origin: string } }
}

export function frameOf(window: Framed): Frame {
  const asked = new URLSearchParams(window.location.search)
  const foreign = isForeign(window)
  const [view, theme] = [asked.get('view'), asked.get('theme')]
  return {
    embedded: foreign || asked.get('embed') === '1',
    foreign,
    view: view === 'script' || view === 'results' ? view : 'split',
    theme: theme === 'light' || theme === 'dark' ? theme : null,
  }
}

/** A window of another origin does not let its address be read; every window up to the topmost one has to. */
function isForeign(window: Framed): boolean {
  const { origin } = window.location
  try {
    for (let inner: Framed = window; inner.self !== inner.top; inner = inner.parent as unknown as Framed)
      if (inner.parent.location.origin !== origin) return true
    return false
  } catch {
    return true
  }
}
