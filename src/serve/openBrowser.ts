// The reader's browser at an address.
import { spawn } from 'node:child_process'

/** Quietly does nothing where no desktop is. */
export function openBrowser(url: string): void {
  if (process.env.CI || !process.stdout.isTTY) return
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return
  const [program, ...rest] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open']
  spawn(program, [...rest, url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}
