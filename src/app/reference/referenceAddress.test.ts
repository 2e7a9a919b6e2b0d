import { expect, test } from 'vitest'
import { readReferenceAddress, referenceAddress } from './referenceAddress.ts'

test.each([
  { path: 'universe', name: 'aggregateWindow' },
  { path: 'experimental/prometheus', name: 'scrape' },
  { path: 'strings', name: '' },
  { path: 'experimental/geo', name: '' },
])('$path $name is read as it was written', member => {
  expect(readReferenceAddress(referenceAddress(member))).toEqual(member)
})

test.each(['', '#', '#f1:abc', '#ref/', '#learn/3', '#ref/a b'])('%s is none', hash => {
  expect(readReferenceAddress(hash)).toBeNull()
})
