// Everything that can be done, as the palette lists it: commands, panels, views and choices.
import { examples } from '../../examples/index.ts'
import { choices } from '../layout/choices.ts'
import { drawers } from '../layout/drawers.ts'
import type { Page } from '../page.ts'
import { possibleViews } from '../results/views.ts'
import { LOCAL, localName, zoneNames } from '../zone.ts'
import { commandList, commands } from './commands.ts'
import { keysText } from './keys.ts'

export interface PaletteEntry {
  readonly id: string
  readonly title: string
  readonly aside?: string
  readonly run: (page: Page) => void
}

export function paletteEntries(page: Page): readonly PaletteEntry[] {
  const { session } = page
  return [
    ...commandList
      .filter(c => c !== commands.palette && c.possible?.(page) !== false)
      .map(c => ({ id: c.id, title: c.title, aside: c.keys && keysText(c.keys), run: c.run })),
    ...drawers.map(({ id, title }) => ({
      id: `panel ${id}`,
      title: `Panel: ${title}`,
      run: () => session.layout.setState({ drawer: id, pane: 'more' }),
    })),
    ...possibleViews(session.results.getState()).map(({ id, title }) => ({
      id: `view ${id}`,
      title: `View: ${title}`,
      run: () => {
        session.results.setState({ view: id })
        session.layout.setState({ pane: 'results' })
      },
    })),
    ...choices.flatMap(({ setting, label, options }) =>
      options.map(({ value, title }) => ({
        id: `${setting} ${value}`,
        title: `${label}: ${title}`,
        run: () => session.settings.setState({ [setting]: value }),
      })),
    ),
    ...[LOCAL, ...zoneNames()].map(zone => ({
      id: `zone ${zone}`,
      title: `Time zone: ${zone === LOCAL ? `this computer’s, ${localName()}` : zone}`,
      run: () => session.settings.setState({ zone }),
    })),
    ...session.program.getState().documents.map(({ id, name }) => ({
      id: `script ${id}`,
      title: `Script: ${name}`,
      run: () => session.program.open(id),
    })),
    ...examples.map(({ path, title, text }) => ({
      id: `example ${path}`,
      title: `Example: ${title}`,
      run: () => session.program.create(title, text, `example:${path}`),
    })),
  ]
}

/** Entries that have all words asked for, those that begin with the first word in front. */
export function matching(entries: readonly PaletteEntry[], asked: string): readonly PaletteEntry[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  const found = entries.filter(({ title }) => words.every(word => title.toLowerCase().includes(word)))
  const rank = ({ title }: PaletteEntry): number =>
    words.length > 0 &&
    title
      .toLowerCase()
      .split(/\W+/)
      .some(part => part.startsWith(words[0]))
      ? 0
      : 1
  return found.toSorted((a, b) => rank(a) - rank(b))
}
