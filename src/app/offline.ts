// Keeps the page for use without a network, and says when a newer version is there. The page that `npm start` serves is
// not kept: what its server adds to it must come from the server.
import { registerSW } from 'virtual:pwa-register'
import type { Session } from './state/session.ts'

export function keepOffline({ share }: Pick<Session, 'share'>): void {
  const update = registerSW({
    onOfflineReady: () => share.setState({ offline: true }),
    onNeedRefresh: () => share.setState({ update: () => void update(true) }),
    onRegisteredSW: (_, registration) => {
      if (registration?.active) share.setState({ offline: true })
    },
  })
}
