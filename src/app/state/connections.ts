// InfluxDB servers the reader knows, and secrets for `secrets.get`. Tokens and secrets are in memory only, unless the
// reader asks for one to be kept in this browser. None of it is ever part of a script or a link.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { InfluxServer } from '../../workers/protocol.ts'
import type { Memory } from './storage.ts'

export interface Connection {
  readonly id: string
  readonly name: string
  readonly host: string
  readonly org: string
  /** Empty after a reload where it was not to be kept. */
  readonly token: string
  readonly keepToken: boolean
}

export interface ConnectionsState {
  readonly connections: readonly Connection[]
  /** Where scripts run: a connection's id, or null for this browser. */
  readonly target: string | null
  /** For this page only. */
  readonly secrets: Readonly<Record<string, string>>
}

export interface ConnectionsStore extends StoreApi<ConnectionsState> {
  /** Adds a connection, or changes the one with its id. */
  save(connection: Connection): void
  remove(id: string): void
  choose(target: string | null): void
  setSecret(key: string, value: string | null): void
  /** The server scripts run on; null for this browser. */
  server(): InfluxServer | null
}

export function createConnections(memory: Memory): ConnectionsStore {
  const known = memory.read<Connection[]>('connections') ?? []
  const store = createStore<ConnectionsState>(() => ({ connections: known, target: null, secrets: {} }))
  const keep = (connections: readonly Connection[]): void => {
    store.setState({ connections })
    memory.write('connections', connections.map(one => (one.keepToken ? one : { ...one, token: '' }))) // biome-ignore format: one rule
  }
  return {
    ...store,
    save(connection) {
      const { connections } = store.getState()
      const at = connections.findIndex(one => one.id === connection.id)
      keep(at < 0 ? [...connections, connection] : connections.with(at, connection))
    },
    remove(id) {
      const { connections, target } = store.getState()
      if (target === id) store.setState({ target: null })
      keep(connections.filter(one => one.id !== id))
    },
    choose: target => store.setState({ target }),
    setSecret(key, value) {
      const { [key]: _, ...others } = store.getState().secrets
      store.setState({ secrets: value === null ? others : { ...others, [key]: value } })
    },
    server() {
      const { connections, target } = store.getState()
      const chosen = connections.find(one => one.id === target)
      return chosen ? { host: chosen.host, org: chosen.org, token: chosen.token } : null
    },
  }
}
