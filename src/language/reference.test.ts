// The reference: what is listed is there, and what is looked for is found.
import { expect, test } from 'vitest'
import { analyze } from '../flux.ts'
import { documentation } from '../stdlib/documentation.ts'
import { descriptionsOf, exampleScript, insertMember, openScript, referenceTopics, searchReference } from './index.ts'
import { taskMembers } from './reference.ts'

const descriptions = descriptionsOf(documentation)

test('every member that a task lists is there', () => {
  const missing = taskMembers.filter(({ path, name }) => descriptions.member(path, name) === null)
  expect(missing).toEqual([])
  expect(referenceTopics(descriptions).every(({ members }) => members.length > 0)).toBe(true)
})

test.each([
  ['aggregatewindow', 'aggregateWindow'],
  ['prometheus.scrape', 'scrape'],
  ['downsample windows', 'aggregateWindow'],
  ['counter restart', 'increase'],
])('%s finds %s', (query, name) => {
  expect(
    searchReference(descriptions, query)
      .map(one => one.name)
      .slice(0, 10),
  ).toContain(name)
})

test('words nobody wrote find nothing', () => {
  expect(searchReference(descriptions, 'zzzz')).toEqual([])
  expect(searchReference(descriptions, '  ')).toEqual([])
})

test('an example that is an expression becomes a script without a mistake', () => {
  const { script, gives } = exampleScript('strings', 'strings.toUpper(v: "a") // "A"')
  expect(gives).toBe('"A"')
  expect(analyze(script).diagnostics).toEqual([])
})

test('a call is put in with its import, and takes what is piped into it', () => {
  const put = (text: string, path: string, name: string): string =>
    insertMember(openScript(text), text.length, { path, name }).toReversed().reduce((out, { from, to, text }) => out.slice(0, from) + text + out.slice(to), text) // biome-ignore format: one result
  expect(put('x = ', 'strings', 'toUpper')).toBe('import "strings"\n\nx = strings.toUpper(v: "")')
  expect(put('from(bucket: "b") |> ', 'universe', 'limit')).toBe('from(bucket: "b") |> limit(n: )')
})
