// influxdata/influxdb/secrets: values a script names without containing them. The host has them, or not.
import { fn, packageOf } from '../../../library/index.ts'
import { fault } from '../../../values/index.ts'

export const secrets = packageOf('influxdata/influxdb/secrets', 'Values a script names without containing them.', {
  get: fn('(key: string) => string', {
    summary: 'The value of a secret.',
    params: { key: 'The name of the secret.' },
    call({ key }, context) {
      const value = context.host.secret?.(key) ?? null
      if (value === null)
        throw fault('not found', `secret key ${JSON.stringify(key)} not found`, {
          steps: [
            'Secrets are kept where a script runs: set it here (in the page, beside the InfluxDB servers), or run the script on the InfluxDB that has it.',
          ],
        })
      return value
    },
  }),
})
