// The page begins here: workers first, so that they warm up while the rest is drawn.
import { lazy, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { createEngines } from '../workers/clients.ts'
import { App } from './App.tsx'
import { listenForKeys } from './commands/keys.ts'
import { listenForFiles } from './files/dropping.ts'
import { type Page, PageContext } from './page.ts'
import { openPage } from './startup.ts'
import { type Framed, frameOf } from './state/frame.ts'
import './theme.css'

const EmbedPage = lazy(() => import('./layout/EmbedPage.tsx'))

const frame = frameOf(window as unknown as Framed)
const engines = createEngines({ apart: frame.foreign })
const session = openPage(engines, frame)
const page: Page = { session, editor: null, clipboard: navigator.clipboard ?? null }
listenForKeys(page, window)
if (!session.frame.embedded) listenForFiles(page, window)

createRoot(document.getElementById('root')!).render(
  <PageContext value={page}>
    {session.frame.embedded ? (
      <Suspense>
        <EmbedPage />
      </Suspense>
    ) : (
      <App />
    )}
  </PageContext>,
)

// when the page is at rest, and not where its own server has a part in it
if (import.meta.env.PROD && !session.frame.foreign && document.querySelector('meta[name=flux-local]') === null)
  setTimeout(() => void import('./offline.ts').then(m => m.keepOffline(session)).catch(() => {}), 1500)
