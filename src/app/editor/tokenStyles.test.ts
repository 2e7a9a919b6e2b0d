import { expect, test } from 'vitest'
import { styledSpans } from './tokenStyles.ts'

/** The styled pieces as `style:text`. */
const styled = (text: string): string[] => styledSpans(text).map(s => `${s.style}:${text.slice(s.from, s.to)}`)

test('calls, parameters and the pipe stand out', () => {
  expect(styled('prometheus.scrape(url: "a") |> filter(fn: (r) => r._field =~ /x/)')).toEqual([
    'member:prometheus',
    'member:scrape',
    'param:url',
    'string:"a"',
    'pipe:|>',
    'member:filter',
    'param:fn',
    'regexp:/x/',
  ])
})

test('a division is no regular expression, and a name inside a text is code again', () => {
  expect(styled('a / b / c')).toEqual([])
  expect(styled('"x${n}y"').map(s => s.split(':')[0])).toEqual(['string', 'string', 'pipe', 'string', 'string'])
})
