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
    paths: ['influxdata/influxdb/monitor', 'contrib/bonitoo-io/tickscript'],
    load: async () => {
      const [{ monitor }, { tickscript }] = await Promise.all([
        import('./influxdata/influxdb/monitor.ts'),
        import('./contrib/bonitoo-io/tickscript.ts'),
      ])
      return [monitor, tickscript]
    },
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
    paths: ['sql', 'kafka', 'socket', 'experimental/bigtable', 'experimental/iox', 'experimental/mqtt'],
    load: async () => {
      const { sql, kafka, socket, bigtable, iox, mqtt } = await import('./beyondBrowser.ts')
      return [sql, kafka, socket, bigtable, iox, mqtt]
    },
  },
  {
    paths: [
      'experimental/influxdb',
      'experimental/query',
      'experimental/usage',
      'contrib/qxip/clickhouse',
      'contrib/qxip/logql',
      'contrib/RohanSreerama5/naiveBayesClassifier',
    ],
    load: async () => {
      const [{ experimentalInfluxdb }, { query }, { usage }, { clickhouse, logql }, { naiveBayesClassifier }] =
        await Promise.all([
          import('./experimental/influxdb.ts'),
          import('./experimental/query.ts'),
          import('./experimental/usage.ts'),
          import('./contrib/qxip/servers.ts'),
          import('./contrib/RohanSreerama5/naiveBayesClassifier.ts'),
        ])
      return [experimentalInfluxdb, query, usage, clickhouse, logql, naiveBayesClassifier]
    },
  },
  {
    paths: ['experimental/polyline'],
    load: async () => [(await import('./experimental/polyline.ts')).polyline],
  },
  {
    paths: ['contrib/jsternberg/influxdb'],
    load: async () => [(await import('./contrib/jsternberg/influxdb.ts')).jsternbergInfluxdb],
  },
  {
    paths: ['contrib/qxip/hash'],
    load: async () => [(await import('./contrib/qxip/hash.ts')).hash],
  },
]

export async function allApart(): Promise<readonly Package[]> {
  return (await Promise.all(apart.map(one => one.load()))).flat()
}
