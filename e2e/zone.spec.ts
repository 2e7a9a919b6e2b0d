// Times in a zone of the reader's choice: in tables, at the crosshair, in the status line; copies stay in UTC.
import { expect, test } from './reader.ts'

const script = `import "array"

array.from(rows: [
    {_time: 2024-03-31T00:59:59.000000001Z, _value: 1.0},
    {_time: 2024-03-31T01:00:00Z, _value: 2.0},
])
`

test('is chosen in the status line, holds after a reload, and copies stay in UTC', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await reader.write(script)
  await reader.run()
  const times = page.locator('.body-scroll .cell:first-child')
  await expect(times).toHaveText(['2024-03-31T00:59:59.000000001Z', '2024-03-31T01:00:00.000000000Z'])
  await page.getByRole('button', { name: 'Times in UTC, choose another time zone' }).click()
  await expect(page.getByRole('combobox', { name: 'Find a time zone' })).toBeFocused()
  await page.keyboard.type('berlin')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(times).toHaveText(['2024-03-31T01:59:59.000000001+01:00', '2024-03-31T03:00:00.000000000+02:00'])
  await times.first().click()
  await page.keyboard.press('ControlOrMeta+c')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('2024-03-31T00:59:59.000000001Z')
  await page.getByRole('tab', { name: 'Chart' }).click()
  await page.locator('.chart-canvas .u-over').hover()
  await expect(page.locator('.chart-readout b')).toContainText('+0')
  await page.reload()
  await expect(page.getByRole('button', { name: 'Times in Europe/Berlin, choose another time zone' })).toBeVisible()
})

test('is chosen from the palette', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await page.keyboard.press('ControlOrMeta+Shift+P')
  await page.getByRole('combobox').fill('zone tokyo')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Times in Asia\/Tokyo/ })).toBeVisible()
})

test.describe('on a computer that is elsewhere', () => {
  test.use({ timezoneId: 'America/New_York' })

  test('its own zone is one choice, also on a phone', async ({ reader }) => {
    const { page } = reader
    await page.setViewportSize({ width: 390, height: 844 })
    await reader.open()
    await page.getByRole('button', { name: 'More' }).last().click()
    await page.getByRole('button', { name: 'Times in UTC, choose another time zone' }).click()
    await page.getByRole('option', { name: /^This computer’s: America\/New_York/ }).click()
    await expect(page.getByRole('button', { name: /^Times in America\/New_York/ })).toBeVisible()
  })
})
