// The data worker's buckets, and its way to servers, as a run uses them. Which series are wanted is decided here, where
// the script's functions are: the worker offers its series, and is told which of them to read.
import type { Consent } from '../hosts/index.ts'
import type { Buckets, Host } from '../library/index.ts'
import { Fault, type FaultAdvice, type FaultCode, fault } from '../values/index.ts'
import type { BucketService, RunPort } from './protocol.ts'
import { type Remote, RemoteError } from './rpc.ts'

export function bucketClient(service: Remote<BucketService>): Buckets & Required<Pick<Host, 'remember'>> {
  return {
    list: () => answer(service.list(null)),
    system: () => answer(service.system(null)),
    async read(bucket, { start, stop }, keep) {
      if (keep === null) return answer(service.read({ bucket, start, stop, chosen: null }))
      const { offer, series } = await answer(service.series({ bucket, start, stop }))
      return answer(service.read({ bucket, start, stop, chosen: { offer, mask: keep(series) } }))
    },
    write: (bucket, points) => answer(service.write({ bucket, points })),
    remember: (url, samples) => answer(service.remember({ url, samples })),
  }
}

/** Writes of a task: the data worker keeps what a server does not take now. */
export function linesThrough(port: Remote<RunPort>, consent: Consent): Host['write'] {
  return async (target, lines) => {
    if (!(await consent.asks(new URL(target.host).origin, 'write', target.host)))
      throw fault('permission denied', `this task was not allowed to write to ${target.host}`, {
        steps: ['Grant it, or edit the script: a script of your own may write to what it names.'],
      })
    return answer(port.writeLines({ target, lines: [...lines] }))
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
