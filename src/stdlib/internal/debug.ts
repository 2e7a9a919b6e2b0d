// internal/debug: what the reference's tests use to look behind its planner. Here streams pass as they are.
import { composed, fn, option, packageOf, transform } from '../../library/index.ts'
import { emptyStream } from '../../tables/index.ts'
import { type BasicType, fault, nullOf } from '../../values/index.ts'

const tables = { tables: 'Tables that pass.' }
const basicTypes = new Set(['bool', 'int', 'uint', 'float', 'string', 'time', 'duration', 'regexp', 'bytes'])

const passing = (name: string) =>
  transform('(<-tables: stream[A]) => stream[A] where A: Record', {
    summary: 'Passes tables on as they are.',
    params: tables,
    order: 'arrival',
    examples: [after(name)],
    run: t => t,
  })

const after = (name: string): string =>
  `import "internal/debug"\nimport "sampledata"\n\nsampledata.int() |> debug.${name}()`

export const debug = packageOf('internal/debug', 'For tests of the language itself.', {
  pass: passing('pass'),
  slurp: passing('slurp'),
  opaque: transform('(<-tables: stream[A]) => stream[B] where A: Record, B: Record', {
    summary: 'Passes tables on and hides their type from the checker.',
    params: tables,
    order: 'arrival',
    examples: [after('opaque')],
    run: t => t,
  }),
  sink: transform('(<-tables: stream[A]) => stream[A] where A: Record', {
    summary: 'Lets no table pass.',
    params: tables,
    examples: [`${after('sink')}\nsampledata.int() |> yield(name: "all")`],
    run: () => emptyStream,
  }),
  null: fn('(?type: string) => A where A: Basic', {
    summary: 'A null of a type.',
    params: { type: 'The name of a basic type; without it the null has none.' },
    examples: ['exists debug.null(type: "int") // false'],
    call({ type }) {
      if (type === undefined) return nullOf('invalid')
      if (!basicTypes.has(type)) throw fault('invalid', `Invalid null type \`${type}\``)
      return nullOf(type as BasicType)
    },
  }),
  getOption: composed('(name: string, pkg: string) => A', {
    summary: 'The present value of an option.',
    params: { name: 'The option.', pkg: 'The path of its package.' },
    examples: ['debug.getOption(pkg: "internal/debug", name: "vectorize") // false'],
    build: ({ name, pkg }, context) => context.option(pkg, name),
  }),
  feature: fn('(key: string) => A', {
    summary: 'Whether a feature of the engine is on.',
    params: { key: 'The name of the feature.' },
    examples: ['debug.feature(key: "noSuchFeature") // false'],
    call: ({ key }) => key === 'optimizeAggregateWindow' || key === 'groupTransformationGroup' || key === 'prettyError',
  }),
  vectorize: option('bool', 'Whether a test asked for vectorised maps; it changes nothing here.', false),
})
