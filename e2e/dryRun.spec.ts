// A script that sends: what it would send is shown, and nothing leaves the page.
import { expect, test } from './reader.ts'

const script = `import "array"
import "slack"

toSlack = slack.endpoint(url: "https://hooks.example.com/services/T0", token: "xoxb-1234")

array.from(rows: [{host: "a", _level: "crit"}, {host: "b", _level: "warn"}])
    |> toSlack(mapFn: (r) => ({channel: "#alerts", text: r.host + " is " + r._level, color: "danger"}))()
`

test('a dry run shows its requests in order and sends none', async ({ reader }) => {
  await reader.open()
  await reader.write(script)
  await reader.page.getByRole('button', { name: 'More', exact: true }).click()
  await reader.page.getByRole('menuitem', { name: 'Dry run: show requests, send none' }).click()
  const list = reader.page.getByRole('region', { name: 'Requests not sent' })
  await expect(list).toContainText('Dry run: 2 requests not sent.')
  await reader.settled()
  const requests = list.locator('li')
  await expect(requests).toHaveCount(2)
  await requests.first().locator('summary').click()
  await expect(requests.first()).toContainText('POST https://hooks.example.com/services/T0')
  await expect(requests.first()).toContainText('Authorization: Bearer •••')
  await expect(requests.first()).toContainText('"text":"a is crit"')
  await expect(list).not.toContainText('xoxb-1234')
  await expect(reader.counts).toContainText('2 rows')
  expect(reader.elsewhere).toEqual([])
  expect(reader.complaints).toEqual([])
  // the next run is no dry one
  await reader.write('import "array"\n\narray.from(rows: [{a: 1}])\n')
  await reader.run()
  await expect(list).toHaveCount(0)
})
