// testing/expect: what a test expects of the reference's query planner. There is none here.
import { fn, packageOf } from '../../library/index.ts'
import { recordOf } from '../../values/index.ts'

export const expect = packageOf(
  'testing/expect',
  'Expectations of a query planner; they are accepted and not checked.',
  {
    planner: fn('(rules: [string:int]) => {}', {
      summary: 'Says how often rules of a planner should have been used.',
      params: { rules: 'Counts by the names of rules.' },
      differs: 'There is no planner, so nothing is checked.',
      examples: ['expect.planner(rules: ["PushDownRangeRule": 1]) // {}'],
      call: () => recordOf({}),
    }),
  },
)
