// Addresses that fail: what happened, where, what to do now, and the tables of the run before stay.
import { documentedScript, expect, expectDocumented, test } from './reader.ts'

const scrape = (url: string): string => `import "experimental/prometheus"\n\nprometheus.scrape(url: "${url}")\n`

const cases: readonly (readonly [name: string, path: string, ...words: (string | RegExp)[]])[] = [
  ['404', '/404', '404', 'no such page'],
  ['500', '/500', '500', 'out of memory'],
  ['a page of HTML', '/html', 'HTML'],
  ['a JSON body', '/json', 'JSON'],
  ['a wrong line', '/wrong-line', 'line 2'],
  ['a body that breaks off', '/breaks-off', /br(oke|eaks) off|ended|stopped|cut/],
]

for (const [name, path, ...words] of cases)
  test(`${name} is called that`, async ({ reader }) => {
    await reader.open()
    await reader.run()
    const url = process.env.E2E_FAILING + path
    await reader.write(scrape(url))
    await reader.run()
    await expect(reader.message).toContainText(url)
    for (const word of words) await expect(reader.message).toContainText(word)
    await expect(reader.message).toContainText('Line 3.')
    await expect(reader.page.locator('.old-label')).toContainText('From the run before.')
    await expect(reader.counts).toContainText('16 tables')
    test.info().annotations.push({ type: 'message', description: (await reader.message.textContent()) ?? '' })
  })

test('a server without the CORS header: the header to add, and two ways on', async ({ reader }) => {
  const url = `${process.env.E2E_FAILING}/closed-door`
  await reader.open()
  await reader.write(scrape(url))
  await reader.run()
  await expect(reader.message).toContainText('Access-Control-Allow-Origin')
  test.info().annotations.push({ type: 'message', description: (await reader.message.textContent()) ?? '' })
  await reader.page.getByRole('button', { name: 'Use the local proxy' }).click()
  await expect(reader.page.locator('.command').last()).toContainText('npm start -- --allow')
  await reader.page.getByRole('button', { name: 'Paste its text' }).click()
  const text = await (await reader.page.request.get(url)).text()
  await reader.page.getByRole('textbox', { name: 'Text of the address' }).fill(text)
  await reader.page.getByRole('button', { name: 'Use it and run' }).click()
  await reader.settled()
  expectDocumented(await reader.readTables(), url)
})

test('a server that is down is told from one that shuts its door', async ({ reader }) => {
  await reader.open()
  await reader.write(scrape('http://localhost:9/metrics'))
  await reader.run()
  await expect(reader.message).toContainText('http://localhost:9/metrics')
  await expect(reader.message).not.toContainText('Access-Control-Allow-Origin')
  test.info().annotations.push({ type: 'message', description: (await reader.message.textContent()) ?? '' })
})

test('a script with a mistake does not run, and says where it is', async ({ reader }) => {
  await reader.open()
  await reader.write('import "experimental/prometheus"\n\nprometheus.scrap(url: "x")\n')
  await expect(reader.message).toContainText('Line 3.')
  await reader.run()
  await expect(reader.page.locator('.condition')).toContainText('nothing ran')
})

test('a run that failed leaves nothing behind once the script is right again', async ({ reader }) => {
  await reader.open()
  await reader.write(scrape(`${process.env.E2E_FAILING}/404`))
  await reader.run()
  await expect(reader.message).toContainText('404')
  await reader.write(documentedScript)
  await expect(reader.message).toContainText('No problems.')
  await reader.run()
  await expect(reader.page.locator('.old-label')).toHaveCount(0)
  await expect(reader.counts).toContainText('16 tables')
})

test('the local proxy reads what no page may, and the url column keeps the address', async ({ reader }) => {
  const url = `${process.env.E2E_FAILING}/closed-door`
  await reader.open(process.env.E2E_LOCAL)
  await reader.write(scrape(url))
  await reader.run()
  expectDocumented(await reader.readTables(), url)
})
