import { expect, test } from 'vitest'
import { recordingHost } from '../testing/recordingHost.ts'
import { Fault } from '../values/index.ts'
import { createTask } from './index.ts'

const server = { host: 'http://localhost:8086/', org: 'my-org', token: 'secret' }
const flux = 'option task = {name: "a", every: 1m}\n'
const signal = new AbortController().signal
const address = 'http://localhost:8086/api/v2/tasks'

test('asks as the API wants it, and gives the id', async () => {
  const host = recordingHost({ [address]: { status: 201, body: '{"id":"0123456789abcdef","name":"a"}' } })
  expect(await createTask(server, flux, host.request, signal)).toBe('0123456789abcdef')
  expect(host.asked).toMatchObject([{ method: 'POST', url: address, headers: { Authorization: 'Token secret' } }])
  expect(JSON.parse(new TextDecoder().decode(host.asked[0].body!))).toEqual({ org: 'my-org', flux, status: 'active' })
})

test.each([
  [
    400,
    '{"code":"invalid","message":"missing required option: name"}',
    'it answered 400: missing required option: name',
  ],
  [401, '{"code":"unauthorized","message":"unauthorized access"}', 'it answered 401: unauthorized access'],
  [403, '', 'it answered 403'],
  [404, '404 page not found', 'it answered 404: 404 page not found'],
  [503, '', 'it answered 503'],
  [200, '<html>', 'it answered 200: <html>'],
  [201, 'nothing', 'it answered 201: nothing'],
])('%s is told, without the token', async (status, body, message) => {
  const host = recordingHost({ [address]: { status, body } })
  const error = await createTask(server, flux, host.request, signal).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(Fault)
  expect((error as Fault).message).toContain(message)
  expect((error as Fault).advice?.steps[0]).toMatch(/\.$/)
  expect(JSON.stringify([(error as Fault).message, (error as Fault).advice])).not.toContain('secret')
})
