// One configuration for the page's build, its development server and the unit tests.
import react from '@vitejs/plugin-react'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { chunkReport } from './src/serve/chunkReport.ts'
import { documentation } from './src/serve/documentation.ts'
import { localServer } from './src/serve/localServer.ts'
import { oneFileServer } from './src/serve/oneFileServer.ts'
import { policyInPage } from './src/serve/policy.ts'
import { withoutDocumentation } from './src/serve/withoutDocumentation.ts'

/** After the first load the page works without a network; a newer version waits until the reader takes it. */
const offline = VitePWA({
  registerType: 'prompt',
  injectRegister: false,
  manifest: {
    name: 'Flux Playground',
    short_name: 'Flux',
    description: 'Write, run and share Flux in the browser.',
    display: 'standalone',
    start_url: '.',
    icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  },
  workbox: {
    globPatterns: ['**/*.{js,css,html,svg,ttf,prom}'],
    maximumFileSizeToCacheInBytes: 6_000_000,
    cleanupOutdatedCaches: true,
  },
})

export default defineConfig({
  plugins: [react(), policyInPage(), chunkReport(), localServer([]), documentation(), offline, oneFileServer()],
  base: './',
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4000,
  },
  worker: { format: 'es', plugins: () => [withoutDocumentation(), documentation()] },
  // A machine that is busy takes longer; what hangs is still found.
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], testTimeout: 30_000 },
})
