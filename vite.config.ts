// One configuration for the page's build, its development server and the unit tests.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { chunkReport } from './src/serve/chunkReport.ts'
import { localServer } from './src/serve/localServer.ts'
import { policyInPage } from './src/serve/policy.ts'
import { withoutDocumentation } from './src/serve/withoutDocumentation.ts'

export default defineConfig({
  plugins: [react(), policyInPage(), chunkReport(), localServer([])],
  base: './',
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4000,
  },
  worker: { format: 'es', plugins: () => [withoutDocumentation()] },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'] },
})
