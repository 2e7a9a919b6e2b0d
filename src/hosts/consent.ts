// Nothing leaves a run before this has said yes. What is asked for is a place (an origin, or the buckets kept here) and
// whether it is read or written: reading one place and writing to another are two questions. A write never follows a
// redirect; a read that was led to a place nobody allowed loses its answer.
import type { Buckets, Host, HttpRequest } from '../library/index.ts'
import { type Fault, fault } from '../values/index.ts'
import { type Target, targetOf } from './addresses.ts'

export type Direction = 'read' | 'write'

/** The buckets kept here, as a place. */
export const BUCKETS = 'buckets'

export interface Consent {
  /** `address` is what the script named, for the question; resolves once it has an answer. */
  asks(place: string, direction: Direction, address: string): boolean | Promise<boolean>
}

/** A script of the person's own may reach whatever it names. */
export const ownScript: Consent = { asks: () => true }

export function directionOf({ purpose, method }: HttpRequest): Direction {
  if (purpose === 'query') return 'read'
  return purpose === 'write' || (method !== 'GET' && method !== 'HEAD') ? 'write' : 'read'
}

export function gatedRequest(request: Host['request'], consent: Consent, base: string | null): Host['request'] {
  return async (asked, signal) => {
    const target = targetOf(asked.url, base)
    const direction = directionOf(asked)
    await ask(consent, target, target.url.origin, direction)
    const stop = new AbortController()
    const answer = await request(asked, AbortSignal.any([signal, stop.signal]))
    const landed = answer.landed === undefined ? null : new URL(answer.landed)
    if (landed === null || landed.origin === target.url.origin) return answer
    try {
      await ask(consent, { shown: landed.href, url: landed }, landed.origin, direction)
    } catch (error) {
      stop.abort()
      throw error
    }
    return answer
  }
}

async function ask(consent: Consent, { shown }: Target, place: string, direction: Direction): Promise<void> {
  if (!(await consent.asks(place, direction, shown))) throw refused(direction, shown)
}

/** The buckets kept here, each call asked for first. */
export function gatedBuckets(buckets: Buckets, consent: Consent): Buckets {
  const allowed = async (direction: Direction): Promise<void> => {
    if (!(await consent.asks(BUCKETS, direction, 'the buckets kept in this browser')))
      throw refused(direction, 'the buckets kept in this browser')
  }
  return {
    async list() {
      await allowed('read')
      return buckets.list()
    },
    ...(buckets.system && {
      async system() {
        await allowed('write')
        return buckets.system!()
      },
    }),
    async read(bucket, range, keep, signal) {
      await allowed('read')
      return buckets.read(bucket, range, keep, signal)
    },
    async write(bucket, points) {
      await allowed('write')
      return buckets.write(bucket, points)
    },
  }
}

function refused(direction: Direction, what: string): Fault {
  return fault('permission denied', `this script was not allowed to ${direction} ${what}`, {
    steps: ['Run it again and allow it, or edit the script so that it does not ask.'],
  })
}
