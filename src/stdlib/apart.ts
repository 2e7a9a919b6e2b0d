// Packages that are no part of what every run loads: which file has them, by the paths a script imports. What one of them
// calls by path is either in the core or in the same file.
import type { Package, PackagesApart } from '../library/index.ts'

export const apart: readonly PackagesApart[] = [
  {
    paths: [
      'contrib/bonitoo-io/alerta',
      'contrib/bonitoo-io/servicenow',
      'contrib/bonitoo-io/victorops',
      'contrib/bonitoo-io/zenoss',
      'contrib/chobbs/discord',
      'contrib/rhajek/bigpanda',
      'contrib/sranka/opsgenie',
      'contrib/sranka/sensu',
      'contrib/sranka/teams',
      'contrib/sranka/telegram',
      'contrib/sranka/webexteams',
      'slack',
      'pagerduty',
      'pushbullet',
    ],
    load: async () => (await import('./messages.ts')).messages,
  },
  {
    paths: ['influxdata/influxdb/monitor'],
    load: async () => [(await import('./influxdata/influxdb/monitor.ts')).monitor],
  },
  {
    paths: ['contrib/anaisdg/anomalydetection', 'contrib/anaisdg/statsmodels'],
    load: async () => {
      const [{ anomalydetection }, { statsmodels }] = await Promise.all([
        import('./contrib/anaisdg/anomalydetection.ts'),
        import('./contrib/anaisdg/statsmodels.ts'),
      ])
      return [anomalydetection, statsmodels]
    },
  },
  {
    paths: ['experimental/geo'],
    load: async () => [(await import('./experimental/geo.ts')).geo],
  },
  {
    paths: ['internal/promql'],
    load: async () => [(await import('./internal/promql/index.ts')).promql],
  },
  {
    paths: ['contrib/qxip/hash'],
    load: async () => [(await import('./contrib/qxip/hash.ts')).hash],
  },
]

export async function allApart(): Promise<readonly Package[]> {
  return (await Promise.all(apart.map(one => one.load()))).flat()
}
