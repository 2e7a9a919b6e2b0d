// experimental/csv: annotated CSV read from an address.
import { packageOf, source, wholeBody } from '../../library/index.ts'
import { fault } from '../../values/index.ts'
import { readCsv } from '../csvReading.ts'

const MAX_BODY = 100 * 1024 * 1024

export const experimentalCsv = packageOf('experimental/csv', 'Reads CSV from an address.', {
  from: source('(url: string) => stream[A] where A: Record', {
    summary: 'Tables out of annotated CSV at an address.',
    params: { url: 'The address; it must allow the page to read it (CORS).' },
    reads: true,
    differs: 'An answer that is no success is an error; the engine takes what it says for CSV.',
    async run({ url }, { host, signal }) {
      const request = { purpose: 'csv', method: 'GET', url, headers: {}, body: null, maxBytes: MAX_BODY } as const
      const response = await host.request(request, signal)
      if (response.status < 200 || response.status > 299)
        throw fault('unavailable', `${response.url} answered ${response.status}, expected 200 and CSV`, {
          steps: ['Open the address in a tab and look whether it shows the CSV.'],
          ways: ['open'],
          url: response.url,
        })
      return readCsv(await wholeBody(response), 'annotations')
    },
  }),
})
