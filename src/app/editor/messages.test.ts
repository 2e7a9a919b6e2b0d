import { expect, test } from 'vitest'
import type { Problem } from '../../workers/protocol.ts'
import type { ProgramState } from '../state/program.ts'
import { messageFor } from './messages.ts'

const text = 'a\nb\nc'
const program = (problems: Problem[], checkedText = text): ProgramState => ({ current: { id: '', name: '', changed: 0, link: null }, documents: [], tabs: [], closed: [], deleted: null, conflict: null, saved: 'yes', text, problems, checkedText, reach: null }) // biome-ignore format: one record
const problem = (severity: Problem['severity'], message: string): Problem => ({
  code: 'x',
  severity,
  from: 2,
  to: 3,
  message,
})
const nothing = { ending: null, shown: null }

test('the most pressing comes first, with its line and how many more there are', () => {
  const all = [problem('warning', 'unused'), problem('error', 'undefined identifier b'), problem('error', 'other')]
  expect(messageFor(program(all), nothing)).toMatchObject({
    tone: 'bad',
    what: 'Undefined identifier b.',
    more: ['Line 2.', '1 more problem below it.'],
  })
})

test('a fix comes with its message', () => {
  const fix = { title: 'Use c', edits: [{ from: 2, to: 3, text: 'c' }] }
  expect(messageFor(program([{ ...problem('error', 'no b'), fixes: [fix] }]), nothing).fixes).toEqual([fix])
})

test('places that say why are led to by their lines', () => {
  const related = [{ from: 4, to: 5, message: '`c` is int' }]
  const { related: shown } = messageFor(program([{ ...problem('error', 'no b'), related }]), nothing)
  expect(shown).toEqual([{ from: 4, to: 5, text: 'Line 3: `c` is int' }])
})

test('a failed run is told for the script that ran, with its ways on', () => {
  const failure = { ...problem('error', 'http://x/ answers, but'), notes: ['add the header'], advice: { ways: ['paste' as const], url: 'http://x/' } } // biome-ignore format: one record
  const ending = { kind: 'failed' as const, text, failure }
  expect(messageFor(program([]), { ending, shown: null })).toMatchObject({ tone: 'bad', what: 'http://x/ answers, but.', more: ['Line 2.', 'Add the header.'], ways: ['paste'], url: 'http://x/' }) // biome-ignore format: one record
  expect(messageFor({ ...program([]), text: 'edited', reach: null, checkedText: 'edited' }, { ending, shown: null })).toMatchObject({ tone: 'ok', what: 'No problems.' }) // biome-ignore format: one record
})

test('an answer for an older text is no answer', () => {
  expect(messageFor(program([problem('error', 'gone')], 'older'), nothing)).toMatchObject({ tone: 'waiting' })
})
