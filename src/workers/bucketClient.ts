// The data worker's buckets as a run uses them. Which series are wanted is decided here, where the script's functions
// are: the worker offers its series, and is told which of them to read.
import type { Buckets, Host } from '../library/index.ts'
import { Fault, type FaultAdvice, type FaultCode } from '../values/index.ts'
import type { BucketService } from './protocol.ts'
import { type Remote, RemoteError } from './rpc.ts'

export function bucketClient(service: Remote<BucketService>): Buckets & Required<Pick<Host, 'remember'>> {
  return {
    list: () => answer(service.list(null)),
    async read(bucket, { start, stop }, keep) {
      if (keep === null) return answer(service.read({ bucket, start, stop, chosen: null }))
      const { offer, series } = await answer(service.series({ bucket, start, stop }))
      return answer(service.read({ bucket, start, stop, chosen: { offer, mask: keep(series) } }))
    },
    write: (bucket, points) => answer(service.write({ bucket, points })),
    remember: (url, samples) => answer(service.remember({ url, samples })),
  }
}

/** A Fault of the store crosses as an error with its code in front. */
async function answer<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise
  } catch (error) {
    if (!(error instanceof RemoteError) || error.remoteName !== 'Fault') throw error
    const { code, advice } = error.detail
    throw new Fault(code as FaultCode, error.message, (advice ?? null) as FaultAdvice | null)
  }
}
