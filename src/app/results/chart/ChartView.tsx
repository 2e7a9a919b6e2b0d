// The chart among the views. What draws it is loaded when it is first looked at.
import { lazy, Suspense } from 'react'
import type { ViewProps } from '../view.ts'

const Chart = lazy(() => import('./Chart.tsx'))

export function ChartView(props: ViewProps) {
  return (
    <Suspense fallback={<div className="condition muted">Loading what draws charts.</div>}>
      <Chart {...props} />
    </Suspense>
  )
}
