import { expect, test } from 'vitest'
import { askedHost, lookAlikes } from './lookAlikes.ts'

test('letters that are not ASCII are marked', () => {
  expect(lookAlikes('http://ехample/')).toEqual([
    { text: 'http://', odd: false },
    { text: 'ех', odd: true },
    { text: 'ample/', odd: false },
  ])
})

test('a host is also shown as it is asked for, whichever way it was written', () => {
  expect(askedHost('http://ехample.com:8086/metrics')).toBe('xn--ample-ywe6i.com:8086')
  expect(askedHost('http://xn--ample-ywe6i.com/')).toBe('xn--ample-ywe6i.com')
  expect(askedHost('http://example.com/ü')).toBeNull()
  expect(askedHost('samples/influxdb.prom')).toBeNull()
})
