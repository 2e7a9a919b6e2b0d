// internal/location: the option that windows and dates take their clock from.
import { option, packageOf } from '../../library/index.ts'
import { Duration, recordOf } from '../../values/index.ts'

export const location = packageOf('internal/location', 'The clock that windows and dates follow.', {
  location: option(
    '{zone: string, offset: duration}',
    'The clock that windows and dates follow unless a call names another.',
    recordOf({ offset: new Duration(0n, 0n), zone: 'UTC' }),
  ),
})
