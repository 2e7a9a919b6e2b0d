// Where the points are, how much room there is, and whether the browser may throw them away.
import { useEffect, useState } from 'react'
import type { BucketOverview } from '../../workers/protocol.ts'

interface Room {
  readonly usage: number
  readonly quota: number
  readonly persisted: boolean
}

export function StorageNote({ overview }: { readonly overview: BucketOverview | null }) {
  const [room, setRoom] = useState<Room | null>(null)
  useEffect(() => {
    if (overview) void roomNow().then(setRoom)
  }, [overview])
  if (!overview) return null
  const ask = async (): Promise<void> => {
    await navigator.storage?.persist?.()
    setRoom(await roomNow())
  }
  return (
    <section aria-label="Where it is kept">
      <h3>Where it is kept</h3>
      {overview.notKept !== null ? (
        <p className="warning-text">{overview.notKept}</p>
      ) : (
        <p>
          In this browser, for this page only.
          {room && ` ${megabytes(room.usage)} of about ${megabytes(room.quota)} used.`}
          {room && !room.persisted && ' The browser may clear it when the disk runs full.'}
        </p>
      )}
      {room && !room.persisted && overview.notKept === null && overview.buckets.length > 0 && (
        <button type="button" className="button quiet" onClick={() => void ask()}>
          Ask the browser to keep it
        </button>
      )}
      {overview.problems.map(problem => (
        <p key={problem} className="warning-text">
          {problem}
        </p>
      ))}
    </section>
  )
}

async function roomNow(): Promise<Room | null> {
  const { storage } = navigator
  if (!storage?.estimate) return null
  const { usage = 0, quota = 0 } = await storage.estimate()
  return { usage, quota, persisted: (await storage.persisted?.()) ?? false }
}

function megabytes(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
