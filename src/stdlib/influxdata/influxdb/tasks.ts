// influxdata/influxdb/tasks: when a task last ran well. The host knows, when the script runs as a task.
import { composed, constant, fn, isDuration, isTime, option, packageOf } from '../../../library/index.ts'
import {
  addDuration,
  type FunctionValue,
  fault,
  isNull,
  nullOf,
  Time,
  typeName,
  type Value,
} from '../../../values/index.ts'

const PATH = 'influxdata/influxdb/tasks'

export const tasks = packageOf(PATH, 'What a script that runs as a task may know of its earlier runs.', {
  _zeroTime: constant('time', nullOf('time'), 'The time of a run that never was.'),
  lastSuccessTime: option(
    'time',
    'The time of the last run of this task that ended well; null in a script that does not run as a task.',
    ({ host }) => {
      const last = host.lastSuccess?.() ?? null
      return last === null ? nullOf('time') : new Time(last)
    },
  ),
  lastSuccess: composed('(orTime: A) => time where A: Timeable', {
    summary: 'The time of the last run of this task that ended well: the time it was scheduled for, as `now()` was.',
    params: { orTime: 'The time to give when there was none; a duration counts from `now()`.' },
    examples: [
      'tasks.lastSuccess(orTime: 2024-01-01T00:00:00Z) // 2024-01-01T00:00:00Z',
      `import "influxdata/influxdb/tasks"

option task = {name: "every half hour", every: 30m}

from(bucket: "example-bucket")
    |> range(start: tasks.lastSuccess(orTime: -task.every))`,
    ],
    differs:
      'A task that runs here is given the time of its last success. InfluxDB leaves the option unset unless a feature flag is on, so that `orTime` is always the answer there.',
    build: ({ orTime }, context) =>
      context.call(context.member(PATH, '_lastSuccess') as FunctionValue, {
        orTime,
        lastSuccessTime: context.option(PATH, 'lastSuccessTime'),
      }),
  }),
  _lastSuccess: fn('(lastSuccessTime: time, orTime: A) => time where A: Timeable', {
    summary: 'The time of the last success, or what stands in for it.',
    params: {
      lastSuccessTime: 'The time of the last success; null when there was none.',
      orTime: 'The time to give then; a duration counts from `now()`.',
    },
    nulls: 'pass',
    call({ lastSuccessTime, orTime }, context): Value {
      if (isTime(lastSuccessTime)) return lastSuccessTime
      if (isTime(orTime)) return orTime
      if (isNull(orTime)) return nullOf('time')
      if (isDuration(orTime)) return new Time(addDuration(context.now().ns, orTime))
      throw fault('invalid', `keyword argument "orTime" should be a time or duration, but got ${typeName(orTime)}`, {
        steps: ['Give a time such as `2024-01-01T00:00:00Z`, or a duration such as `-1h`.'],
      })
    },
  }),
})
