// The buckets kept in this browser: what is in them, how long points stay, and what to do with them.
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { number } from '../numbers.ts'
import { useSession } from '../page.ts'
import type { BucketUsage } from '../state/buckets.ts'
import { BucketContents } from './BucketContents.tsx'
import { retentions, retentionText } from './retention.ts'
import { StorageNote } from './StorageNote.tsx'
import './buckets.css'

export default function BucketsDrawer() {
  const { buckets } = useSession()
  const { overview, opened, problem, undo } = useStore(buckets)
  useEffect(() => void buckets.refresh(), [buckets])
  return (
    <div className="drawer-body">
      <section aria-label="Buckets">
        {overview?.buckets.length === 0 && (
          <p>
            There is none yet. Create one, then write to it with <code>to(bucket: "…")</code> and read it with{' '}
            <code>from(bucket: "…")</code>. What you collect stays in this browser.
          </p>
        )}
        {overview?.buckets.map(bucket => (
          <div key={bucket.id} className="drawer-entry bucket">
            <button
              type="button"
              className="drawer-open"
              aria-expanded={opened?.bucket === bucket.id}
              onClick={() => void buckets.open(opened?.bucket === bucket.id ? null : bucket.id)}
            >
              <span className="strong">{bucket.name}</span>
              <span className="muted">{summary(bucket)}</span>
            </button>
            {opened !== null && opened.bucket === bucket.id && (
              <BucketContents bucket={bucket} measurements={opened.measurements} />
            )}
          </div>
        ))}
        {problem !== null && (
          <p className="danger-text" role="alert">
            {problem}
          </p>
        )}
        {undo !== null && (
          <p role="status">
            {undo.title}{' '}
            <button type="button" className="button quiet" onClick={() => void undo.run()}>
              Undo
            </button>
          </p>
        )}
      </section>
      <NewBucket />
      {overview && overview.removed.length > 0 && (
        <section aria-label="Removed">
          <h3>Removed within the hour</h3>
          {overview.removed.map(({ id, name }) => (
            <div key={id} className="bucket-row">
              <span>{name}</span>
              <button type="button" className="button quiet" onClick={() => void buckets.restore(id)}>
                Bring back
              </button>
            </div>
          ))}
        </section>
      )}
      <StorageNote overview={overview} />
    </div>
  )
}

function summary({ series, points, bytes, retention }: BucketUsage): string {
  if (points === 0) return `empty · ${retentionText(retention)}`
  return `${number(series)} series · ${number(points)} points · ${sizeText(bytes)} · ${retentionText(retention)}`
}

function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

function NewBucket() {
  const { buckets } = useSession()
  const [name, setName] = useState('')
  const [retention, setRetention] = useState('0')
  const create = async (): Promise<void> => {
    if (await buckets.create(name.trim(), BigInt(retention))) setName('')
  }
  return (
    <section aria-label="A new bucket">
      <h3>A new bucket</h3>
      <form
        className="bucket-row"
        onSubmit={e => {
          e.preventDefault()
          void create()
        }}
      >
        <input
          className="field"
          aria-label="Name of the bucket"
          placeholder="example-bucket"
          value={name}
          onChange={e => setName(e.target.value)}
        />
        <select
          className="field"
          aria-label="How long points stay"
          value={retention}
          onChange={e => setRetention(e.target.value)}
        >
          {retentions.map(([ns, title]) => (
            <option key={title} value={String(ns)}>
              {title}
            </option>
          ))}
        </select>
        <button type="submit" className="button" disabled={name.trim() === ''}>
          Create
        </button>
      </form>
    </section>
  )
}
