// Pictures of the page to be looked at, in both themes and on both sorts of screen; they land in test-results.
import { linkTo } from '../src/app/share/codec.ts'
import { test as base, expect, Reader } from './reader.ts'

const test = base.extend<{ reader: Reader }>({ reader: async ({ page }, use) => use(new Reader(page)) })

for (const theme of ['light', 'dark'] as const)
  for (const [screen, width, height] of [['desk', 1440, 900], ['phone', 390, 844]] as const) // biome-ignore format: two screens
    test.describe(`${screen}, ${theme}`, () => {
      test.use({
        colorScheme: theme,
        viewport: { width, height },
        hasTouch: screen === 'phone',
        isMobile: screen === 'phone',
      })

      test('first visit, tables, an error', async ({ reader }, info) => {
        const { page } = reader
        const shot = (name: string) => page.screenshot({ path: info.outputPath(`${name}.png`) })
        await page.goto(Reader.address)
        await page.waitForTimeout(1500)
        await shot('first')
        await reader.runButton.click()
        await expect(reader.counts).toContainText('16 tables')
        await page.waitForTimeout(300)
        await shot('tables')
        const packed = linkTo(
          `import "experimental/prometheus"\n\nprometheus.scrape(url: "${process.env.E2E_FAILING}/closed-door")\n`,
        )
        await page.goto('about:blank')
        await page.goto(Reader.address + ('hash' in packed ? packed.hash : ''))
        await page.waitForTimeout(1500)
        await shot('link')
        await page.getByRole('button', { name: 'Run', exact: true }).click()
        // on a phone what the link would do is asked first
        if (screen === 'phone') await page.getByRole('button', { name: 'Run once' }).click()
        await page.waitForTimeout(800)
        await shot('error')
        const wrong = linkTo(
          'perHost = (rate, hosts) => {\n    total = rate + 0.5\n    return total / hosts\n}\n\nx = perHost(rate: "3", hosts: 2.0)\n',
        )
        await page.goto('about:blank')
        await page.goto(Reader.address + ('hash' in wrong ? wrong.hash : ''))
        await page.waitForTimeout(1500)
        await page.waitForTimeout(500)
        await shot('mistake')
      })
    })
