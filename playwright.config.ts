// A reader's journeys, in a real browser, against the built page under its policy. The browser is CHROMIUM_PATH, the
// system's Chromium, or the one Playwright installs.
import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = process.env.CHROMIUM_PATH ?? system.find(existsSync)

/** These measure times, or what an endpoint was asked: another beside them would be in what they see. */
const alone = ['big', 'chart', 'embed', 'links', 'long', 'scrape', 'share', 'stages'].map(name => `**/${name}.spec.ts`)

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/servers.ts',
  workers: 1,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  // `npm test` runs the first two at a time.
  projects: [
    { name: 'together', testIgnore: alone },
    { name: 'alone', testMatch: alone },
  ],
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
})
