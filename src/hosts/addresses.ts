// What can be told of an address by looking at it: whether it can be asked at all, and how near its host is.
import { type Fault, fault } from '../values/index.ts'

export interface Target {
  /** As the script wrote it when that was absolute already. */
  readonly shown: string
  readonly url: URL
}

/** The address a script means; throws a Fault for one that cannot be asked. */
export function targetOf(address: string, base: string | null): Target {
  const absolute = URL.canParse(address)
  if (!absolute && (base === null || !URL.canParse(address, base)))
    throw fault('invalid', `${JSON.stringify(address)} is no address: expected one like http://localhost:8086/metrics`)
  const url = absolute ? new URL(address) : new URL(address, base!)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw fault('invalid', `cannot read ${shortened(address)}: expected http: or https:, found ${url.protocol}`)
  if (url.username !== '' || url.password !== '') throw credentialsFault(url)
  return { shown: absolute ? address : url.href, url }
}

/** The password is not repeated: faults are shown, copied and shared. */
function credentialsFault(url: URL): Fault {
  const bare = new URL(url)
  bare.username = bare.password = ''
  return fault(
    'invalid',
    `cannot read ${bare.href} with a user name or password in the address: browsers refuse such requests`,
    {
      steps: [
        'Take the name and the password out of the address.',
        'If the server asks for them, read it through something on your machine that adds them, or paste its text.',
      ],
      ways: ['paste'],
      url: bare.href,
    },
  )
}

const shortened = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text)

export type Nearness = 'loopback' | 'local' | 'public'

/** How near a host is, as far as its name tells. */
export function nearnessOf(url: URL): Nearness {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\./.test(host)) return 'loopback'
  if (/^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host)) return 'local'
  if (/^(f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i.test(host) || host.endsWith('.local')) return 'local'
  return 'public'
}

/** Ports that browsers never ask, from the Fetch standard. */
const unsafePorts: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
])

export function isUnsafePort(url: URL): boolean {
  return url.port !== '' && unsafePorts.has(Number(url.port))
}
