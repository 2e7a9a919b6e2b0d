// The page the bench's driver opens: it starts a worker, where scripts run in the real page too, and hands on what it
// reports. `?cold=…` measures one sort of first use, anything else is the part of a workload's name to run.
import { firstUses } from './cold.ts'

const { report } = window as unknown as { report: (message: unknown) => void }
const { searchParams } = new URL(location.href)

const cold = searchParams.get('cold')
if (cold !== null) {
  firstUses[cold]().then(
    cold => report({ cold }),
    error => report({ failed: String(error) }),
  )
} else {
  const worker = new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }) => report(data)
  worker.onerror = ({ message }) => report({ failed: message })
  worker.postMessage(searchParams.get('name') ?? '')
}
