// Scripts and their tabs, through reloads, old pages, and two tabs of the browser at once.
import { describe, expect, test } from 'vitest'
import { createProgram, type Program } from './program.ts'
import { browserMemory, type Memory } from './storage.ts'

/** One browser: what one of its tabs writes, the others hear of once `deliver` is called. */
function browser(kept = new Map<string, string>()) {
  const listeners: { readonly own: object; readonly hear: (name: string) => void }[] = []
  const waiting: (() => void)[] = []
  const storage = (own: object): Storage =>
    ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => {
        if (kept.get(key) === value) return
        kept.set(key, value)
        for (const one of listeners) if (one.own !== own) waiting.push(() => one.hear(key.replace('flux/', '')))
      },
      removeItem: (key: string) => void kept.delete(key),
    }) as unknown as Storage
  let clock = 0
  const tab = (): Program => {
    const own = {}
    const memory: Memory = { ...browserMemory(storage(own)), watch: hear => void listeners.push({ own, hear }) }
    const session = browserMemory(storageOf(new Map()))
    return createProgram({ memory, own: session, first: { name: 'Untitled', text: '// first' }, now: () => ++clock, saveAfterMs: 1e6 }) // biome-ignore format: one call
  }
  return { kept, tab, deliver: () => waiting.splice(0).forEach(tell => void tell()) }
}

const storageOf = (kept: Map<string, string>): Storage =>
  ({ getItem: (k: string) => kept.get(k) ?? null, setItem: (k: string, v: string) => void kept.set(k, v), removeItem: (k: string) => void kept.delete(k) }) as unknown as Storage // biome-ignore format: one storage

const names = (program: Program): string[] => {
  const { tabs, documents } = program.getState()
  return tabs.map(id => documents.find(d => d.id === id)!.name)
}
const idOf = (program: Program, name: string): string => program.getState().documents.find(d => d.name === name)!.id

describe('tabs', () => {
  test('open after the one on screen, move, close and come back', () => {
    const program = browser().tab()
    program.create('a', 'A')
    program.create('b', 'B')
    program.open(idOf(program, 'Untitled'))
    program.create('c', 'C')
    expect(names(program)).toEqual(['Untitled', 'c', 'a', 'b'])
    program.move(idOf(program, 'c'), 2)
    program.move(idOf(program, 'Untitled'), -1)
    expect(names(program)).toEqual(['Untitled', 'a', 'b', 'c'])
    program.close(idOf(program, 'c'))
    expect(program.getState()).toMatchObject({ text: 'B', current: { name: 'b' } })
    program.close(idOf(program, 'a'))
    expect(names(program)).toEqual(['Untitled', 'b'])
    program.reopen()
    expect(program.getState()).toMatchObject({ text: 'A', current: { name: 'a' } })
    program.reopen()
    expect(names(program)).toEqual(['Untitled', 'b', 'a', 'c'])
  })

  test('one in a file differs from it until the text is the same again, or is saved', () => {
    const one = browser()
    const program = one.tab()
    program.create('a', 'A')
    const { id } = program.getState().current
    program.inFile(id, 'mine.flux', 'A')
    expect(program.getState().current).toMatchObject({ name: 'mine.flux', file: { differs: false } })
    program.edit('B')
    expect(program.getState().current.file?.differs).toBe(true)
    program.edit('A')
    expect(program.getState().current.file?.differs).toBe(false)
    program.edit('C')
    // what was written to the file is not what is on screen by now
    program.inFile(id, 'mine.flux', 'B')
    expect(program.getState().current.file?.differs).toBe(true)
    program.flush()
    expect(
      one
        .tab()
        .getState()
        .documents.find(d => d.id === id)?.file,
    ).toMatchObject({ name: 'mine.flux', differs: true })
    program.rename('other', id)
    expect(program.getState().current).toMatchObject({ name: 'other', file: { name: 'mine.flux' } })
  })

  test('the last one stays', () => {
    const program = browser().tab()
    program.close(program.getState().current.id)
    program.remove(program.getState().current.id)
    expect(names(program)).toEqual(['Untitled'])
  })

  test('survive a page that ends without a word', () => {
    const { tab } = browser()
    const before = tab()
    before.create('a', 'A')
    before.edit('A, changed')
    before.flush()
    const after = tab()
    expect(names(after)).toEqual(['Untitled', 'a'])
    expect(after.getState().text).toBe('A, changed')
  })

  test('a deletion is taken back, with the text', () => {
    const { tab } = browser()
    const program = tab()
    program.create('a', 'A')
    program.remove(idOf(program, 'a'))
    expect(names(program)).toEqual(['Untitled'])
    expect(
      tab()
        .getState()
        .documents.map(d => d.name),
    ).toEqual(['Untitled'])
    program.undoRemove()
    expect(program.getState()).toMatchObject({ text: 'A', deleted: null })
    expect(tab().textOf(idOf(program, 'a'))).toBe('A')
  })

  test('one that is not on screen is renamed', () => {
    const program = browser().tab()
    program.create('a', 'A')
    program.rename('first', idOf(program, 'Untitled'))
    program.rename('  ')
    expect(names(program)).toEqual(['first', 'Untitled'])
  })
})

test('what a page without tabs kept is all here', () => {
  const entry = (id: string, name: string) => ({ id, name, changed: 1, link: null })
  const kept = new Map(
    Object.entries({
      documents: [entry('x', 'mine'), entry('y', 'other')],
      current: 'y',
      'document/x': 'X',
      'document/y': 'Y',
      'variables/x': { bucket: 'mine' },
    }).map(([key, value]) => [`flux/${key}`, JSON.stringify(value)]),
  )
  const program = browser(kept).tab()
  expect(program.getState()).toMatchObject({ text: 'Y', tabs: ['y'], current: { name: 'other' } })
  program.open('x')
  expect(program.getState()).toMatchObject({ text: 'X', tabs: ['y', 'x'] })
  expect(kept.get('flux/variables/x')).toContain('mine')
})

describe('two tabs of the browser', () => {
  test('add to the list, and take nothing from it', () => {
    const { tab, deliver } = browser()
    const one = tab()
    one.flush()
    const other = tab()
    one.create('a', 'A')
    other.create('b', 'B')
    deliver()
    const all = ['Untitled', 'a', 'b']
    for (const program of [one, other, tab()])
      expect(
        program
          .getState()
          .documents.map(d => d.name)
          .sort(),
      ).toEqual(all)
    one.remove(idOf(one, 'b'))
    deliver()
    // it is on screen over there, so it stays
    other.flush()
    expect(
      tab()
        .getState()
        .documents.map(d => d.name)
        .sort(),
    ).toEqual(all)
  })

  test('a text follows where nothing else was written', () => {
    const { tab, deliver } = browser()
    const one = tab()
    one.flush()
    const other = tab()
    one.edit('one')
    one.flush()
    deliver()
    expect(other.getState()).toMatchObject({ text: 'one', conflict: null })
    other.edit('one, two')
    other.flush()
    deliver()
    expect(one.getState().text).toBe('one, two')
  })

  test('written in both at once, both are there', () => {
    for (const delivered of [true, false]) {
      const { tab, deliver } = browser()
      const one = tab()
      one.flush()
      const other = tab()
      one.edit('one')
      other.edit('other')
      one.flush()
      if (delivered) deliver()
      other.flush()
      expect(other.getState()).toMatchObject({ text: 'other', conflict: 'Untitled' })
      expect(names(other)).toEqual(['Untitled', 'Untitled (from this tab)'])
      expect(other.textOf(idOf(other, 'Untitled'))).toBe('one')
      deliver()
      expect(one.getState()).toMatchObject({ text: 'one', conflict: null })
    }
  })
})

test('a browser that keeps nothing loses nothing while the page is open', () => {
  const program = createProgram({
    memory: browserMemory(null),
    first: { name: 'Untitled', text: 'first' },
    now: () => 1,
  })
  program.create('a', 'A')
  expect(program.getState().saved).toBe('refused')
  // what was not taken is read back from memory: this tab's own, not that of another
  program.edit('A1')
  program.flush()
  program.edit('A2')
  program.flush()
  expect(program.getState()).toMatchObject({ saved: 'refused', conflict: null, text: 'A2' })
  expect(program.getState().documents).toHaveLength(2)
  program.open(idOf(program, 'Untitled'))
  expect(program.getState().text).toBe('first')
  program.open(idOf(program, 'a'))
  expect(program.getState().text).toBe('A2')
})
