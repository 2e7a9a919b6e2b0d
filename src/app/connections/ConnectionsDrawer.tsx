// InfluxDB servers that scripts can run on, and the values `secrets.get` finds.
import { X } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { useSession } from '../page.ts'
import type { Connection } from '../state/connections.ts'
import './connections.css'

export default function ConnectionsDrawer() {
  const { connections } = useSession()
  const { connections: all, target } = useStore(connections)
  const [editing, setEditing] = useState<Connection | null>(null)
  return (
    <div className="drawer-body">
      <section aria-label="InfluxDB servers">
        <p>
          A script can be sent whole to an InfluxDB 2 (or 1.8 with Flux): choose where to run beside the Run button.
        </p>
        {all.map(one => (
          <div key={one.id} className="connection">
            <span>
              <span className="strong">{one.name}</span>{' '}
              {target === one.id && <span className="muted">· runs here</span>}
              <br />
              <code>{one.host}</code>
              {one.token === '' && <span className="warning-text"> · its token is missing</span>}
            </span>
            <button type="button" className="button quiet" onClick={() => setEditing(one)}>
              Edit
            </button>
            <button
              type="button"
              className="button icon"
              aria-label={`Forget ${one.name}`}
              onClick={() => connections.remove(one.id)}
            >
              <X size={14} aria-hidden="true" />
            </button>
          </div>
        ))}
      </section>
      <ConnectionForm key={editing?.id ?? 'new'} connection={editing} done={() => setEditing(null)} />
      <Secrets />
    </div>
  )
}

function ConnectionForm({ connection, done }: { readonly connection: Connection | null; readonly done: () => void }) {
  const { connections } = useSession()
  const save = (data: FormData): void => {
    const text = (name: string): string => String(data.get(name) ?? '').trim()
    connections.save({
      id: connection?.id ?? Date.now().toString(36),
      name: text('name') || new URL(text('host')).host,
      host: text('host').replace(/\/+$/, ''),
      org: text('org'),
      token: text('token'),
      keepToken: data.get('keep') === 'on',
    })
    done()
  }
  return (
    <section aria-label={connection ? `Edit ${connection.name}` : 'Another server'}>
      <h3>{connection ? `Edit ${connection.name}` : 'Another server'}</h3>
      <form
        className="connection-form"
        onSubmit={e => {
          e.preventDefault()
          save(new FormData(e.currentTarget))
          e.currentTarget.reset()
        }}
      >
        <label>
          Address
          <input
            className="field"
            name="host"
            type="url"
            required
            placeholder="http://localhost:8086"
            defaultValue={connection?.host}
          />
        </label>
        <label>
          Organization
          <input className="field" name="org" placeholder="example-org" defaultValue={connection?.org} />
        </label>
        <label>
          Token
          <input className="field" name="token" type="password" autoComplete="off" defaultValue={connection?.token} />
        </label>
        <label>
          Name
          <input className="field" name="name" placeholder="as its address" defaultValue={connection?.name} />
        </label>
        <label className="check">
          <input type="checkbox" name="keep" defaultChecked={connection?.keepToken ?? false} /> Keep the token in this
          browser
        </label>
        <p className="muted">
          Otherwise the token is forgotten when the page is closed. It is never part of a script or a link. For InfluxDB
          1.8 write it as <code>user:password</code>.
        </p>
        <button type="submit" className="button">
          {connection ? 'Save' : 'Add'}
        </button>
      </form>
    </section>
  )
}

function Secrets() {
  const { connections } = useSession()
  const secrets = useStore(connections, s => s.secrets)
  return (
    <section aria-label="Secrets">
      <h3>Secrets</h3>
      <p>
        What <code>secrets.get(key: …)</code> finds when a script of your own runs here. Kept until the page is closed.
      </p>
      {Object.keys(secrets).map(key => (
        <div key={key} className="connection">
          <code>{key}</code>
          <button
            type="button"
            className="button icon"
            aria-label={`Forget the secret ${key}`}
            onClick={() => connections.setSecret(key, null)}
          >
            <X size={14} aria-hidden="true" />
          </button>
        </div>
      ))}
      <form
        className="connection"
        onSubmit={e => {
          e.preventDefault()
          const data = new FormData(e.currentTarget)
          connections.setSecret(String(data.get('key')), String(data.get('value')))
          e.currentTarget.reset()
        }}
      >
        <input className="field" name="key" aria-label="Key of the secret" placeholder="KEY" required />
        <input className="field" name="value" type="password" autoComplete="off" aria-label="Its value" required />
        <button type="submit" className="button">
          Set
        </button>
      </form>
    </section>
  )
}
