// timezone: clocks for windows and dates, as values of the option `location`.
import { composed, constant, fn, packageOf } from '../library/index.ts'
import { Duration, recordOf, type Value, zoneOf } from '../values/index.ts'

const NONE = new Duration(0n, 0n)
const location = (zone: string, offset: Value): Value => recordOf({ offset, zone })

export const timezone = packageOf('timezone', 'Time zones for windows and dates.', {
  utc: constant('{zone: string, offset: duration}', location('UTC', NONE), 'Coordinated universal time.', [
    'timezone.utc.zone // "UTC"',
  ]),
  fixed: composed('(offset: A) => {zone: string, offset: A}', {
    summary: 'A clock at a fixed distance from UTC.',
    params: { offset: 'How far ahead of UTC.' },
    examples: ['timezone.fixed(offset: -8h) // {offset: -8h, zone: UTC}'],
    build: ({ offset }) => location('UTC', offset),
  }),
  location: fn('(name: string) => {offset: duration, zone: string}', {
    summary: 'The clock of a place, by its name in the IANA database.',
    params: { name: 'A name such as `Europe/Berlin`.' },
    examples: ['timezone.location(name: "Europe/Berlin").zone // "Europe/Berlin"'],
    call({ name }) {
      zoneOf(name)
      return location(name, NONE)
    },
  }),
})
