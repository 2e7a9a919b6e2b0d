// Real servers for the journeys, on loopback and with folders of their own: an InfluxDB 1.x and a Netdata, whose
// metrics a browser may read, a node_exporter, whose metrics it may not, and a VictoriaMetrics, which takes points. Each is started where it is installed.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface RealServer {
  /** The address of its metrics. */
  readonly url: string
  stop(): void
}

interface Program {
  readonly paths: readonly string[]
  readonly url: string
  /** Writes what it needs into its folder and returns its arguments. */
  prepare(folder: string): readonly string[]
}

const programs = {
  influxdb: {
    paths: ['/usr/bin/influxd'],
    url: 'http://127.0.0.1:18086/metrics',
    prepare(folder) {
      const file = join(folder, 'influxdb.conf')
      writeFileSync(
        file,
        `reporting-disabled = true
bind-address = "127.0.0.1:18088"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
[http]
  bind-address = "127.0.0.1:18086"
  log-enabled = false
`,
      )
      return ['-config', file]
    },
  },
  netdata: {
    paths: ['/usr/sbin/netdata'],
    url: 'http://127.0.0.1:19998/api/v1/allmetrics?format=prometheus',
    prepare(folder) {
      for (const name of ['cache', 'lib', 'log', 'conf']) mkdirSync(join(folder, name))
      const file = join(folder, 'netdata.conf')
      const user = process.getuid?.() === 0 ? 'root' : process.env.USER
      writeFileSync(
        file,
        `[global]
  run as user = ${user}
[directories]
  cache = ${folder}/cache
  lib = ${folder}/lib
  log = ${folder}/log
  config = ${folder}/conf
[db]
  mode = ram
[web]
  bind to = 127.0.0.1:19998
[plugins]
  go.d = no
  python.d = no
  charts.d = no
  apps = no
  ebpf = no
[ml]
  enabled = no
`,
      )
      return ['-D', '-c', file]
    },
  },
  victoriaMetrics: {
    paths: ['/usr/bin/victoria-metrics'],
    url: 'http://127.0.0.1:18428/metrics',
    prepare: folder => [`-storageDataPath=${folder}`, '-httpListenAddr=127.0.0.1:18428'],
  },
  nodeExporter: {
    paths: ['/usr/bin/prometheus-node-exporter'],
    url: 'http://127.0.0.1:19100/metrics',
    prepare: () => ['--web.listen-address=127.0.0.1:19100'],
  },
} satisfies Record<string, Program>

/** Starts a server and waits until it answers with metrics; null where it is not installed. */
export async function startReal(name: keyof typeof programs): Promise<RealServer | null> {
  const { paths, url, prepare } = programs[name] as Program
  const path = paths.find(existsSync)
  if (!path) return null
  const folder = mkdtempSync(join(tmpdir(), `flux-${name}-`))
  const child = spawn(path, prepare(folder), { stdio: 'ignore' })
  await answering(url, child)
  return {
    url,
    stop() {
      child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (let wait = 0; wait < 60; wait++) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode}`)
    const text = await fetch(url)
      .then(r => r.text())
      .catch(() => '')
    if (text.split('\n').length > 50) return
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  throw new Error(`${url} gave no metrics within 15 s`)
}
