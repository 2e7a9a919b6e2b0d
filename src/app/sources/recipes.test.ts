// Which server most likely answers, and that each has a recipe for the address at hand.
import { expect, test } from 'vitest'
import { recipesFor, serverAt } from './recipes.ts'

test.each([
  ['http://localhost:8086/metrics', 'influxdb2'],
  ['https://eu.example/api/v2/query', 'influxdb2'],
  ['http://10.0.0.1:9090/metrics', 'prometheus'],
  ['http://host/prometheus/federate', 'prometheus'],
  ['http://host:9100/metrics', 'node_exporter'],
  ['http://host:9187/metrics', 'node_exporter'],
  ['http://host:9273/metrics', 'telegraf'],
  ['http://host:3000/metrics', 'grafana'],
  ['http://host:2019/metrics', 'caddy'],
  ['http://host:8080/metrics', 'nginx'],
  ['http://host/metrics', 'caddy'],
  ['metrics', 'caddy'],
])('%s is %s', (address, id) => {
  expect(serverAt(address)).toBe(id)
  expect(recipesFor('http://host:1').map(one => one.id)).toContain(id)
})

test('recipes that stand before a server name it', () => {
  for (const { id, text } of recipesFor('http://10.0.0.1:9100'))
    if (id !== 'express' && id !== 'telegraf') expect(text, id).toContain('10.0.0.1:9100')
})
