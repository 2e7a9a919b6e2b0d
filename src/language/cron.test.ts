// What is taken for a schedule is one that moments can be worked out of, and what is not is told with what would be.
import { Cron } from 'croner'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wrongCron } from './cron.ts'

const number = fc.integer({ min: 0, max: 70 }).map(String)
const word = fc.oneof(number, number, fc.constantFrom('JAN', 'dec', 'SUN', 'Sat', 'FRI', 'L', 'x', ''))
const range = fc.oneof(
  fc.constant('*'),
  word,
  fc.tuple(word, word).map(([a, b]) => `${a}-${b}`),
)
const item = fc.oneof(
  range,
  fc.tuple(range, number).map(([r, n]) => `${r}/${n}`),
)
const field = fc.array(item, { minLength: 1, maxLength: 3 }).map(items => items.join(','))
const easy = fc.constantFrom('*', '0', '1', '1-3', '*/2', '1,2')
const text = fc
  .array(fc.oneof({ weight: 4, arbitrary: easy }, field), { minLength: 4, maxLength: 8 })
  .map(f => f.join(' '))

test('what passes can be worked out', () => {
  let passed = 0
  fc.assert(
    fc.property(text, cron => {
      if (wrongCron(cron) !== null) return
      passed++
      const next = new Cron(cron, { timezone: 'UTC', domAndDow: true, sloppyRanges: true }).nextRun(new Date(0))
      expect(next === null || next > new Date(0)).toBe(true)
    }),
    { numRuns: 1000 },
  )
  expect(passed).toBeGreaterThan(50)
})

test.each(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'])('%s', nickname => {
  expect(wrongCron(nickname)).toBeNull()
  expect(new Cron(nickname, { timezone: 'UTC' }).nextRun(new Date(0))).not.toBeNull()
})

test.each([
  ['', 'It has no fields'],
  ['*', 'It has 1 field;'],
  ['* * * *', 'It has 4 fields'],
  ['60 * * * *', '"60" is no minute: give 0 to 59'],
  ['* 24 * * *', '"24" is no hour'],
  ['* * 0 * *', '"0" is no day of the month'],
  ['* * L * *', '"L" is no day of the month'],
  ['* * * MON *', '"MON" is no month: give 1 to 12 or JAN to DEC'],
  ['* * * * 5#2', '"5#2" is no day of the week'],
  ['* * ? * *', '"?" is no day'],
  ['5-1 * * * *', '"5-1" is no minute'],
  ['*/0 * * * *', '"*/0" is no minute'],
  ['* * * * */8', '"*/8" is no day of the week'],
  ['1,,2 * * * *', '"" is no minute'],
  ['60 * * * * *', '"60" is no second'],
  ['0 0 0 1 1 * 1969', '"1969" is no year'],
  ['@every 1h', 'It has 2 fields'],
])('%s is none', (cron, why) => {
  expect(wrongCron(cron)).toContain(why)
})
