// sampledata: two series of six rows, one for each type of value, with and without nulls.
import { constant, fn, type Member, packageOf, source } from '../library/index.ts'
import { type ColumnType, FrameBuilder, type TableStream } from '../tables/index.ts'
import { formatTime, nullOf, Time, UInt, type Value } from '../values/index.ts'

const START = 1_609_459_200_000_000_000n
const SECOND = 1_000_000_000n
const tags = ['t1', 't2']
/** Places whose value is null when nulls are asked for, by series. */
const nullPlaces = [
  [1, 3, 4],
  [0, 4],
]

const numbers = [
  [-2, 10, 7, 17, 15, 4],
  [19, 4, -3, 19, 13, 1],
]
const fractions = [
  [-2.18, 10.92, 7.35, 17.53, 15.23, 4.43],
  [19.85, 4.97, -3.75, 19.77, 13.86, 1.86],
]
const bools = [
  [true, true, false, true, false, false],
  [false, true, false, true, true, false],
]
const texts = [
  ['smpl_g9qczs', 'smpl_0mgv9n', 'smpl_phw664', 'smpl_guvzy4', 'smpl_5v3cce', 'smpl_s9fmgy'],
  ['smpl_b5eida', 'smpl_eu4oxp', 'smpl_5g7tz4', 'smpl_sox1ut', 'smpl_wfm757', 'smpl_dtn2bv'],
]

function series(type: ColumnType, values: (tag: number, i: number) => Value, includeNull: boolean): TableStream {
  const builder = new FrameBuilder(
    [
      { label: '_time', type: 'time' },
      { label: 'tag', type: 'string' },
      { label: '_value', type },
    ],
    ['tag'],
  )
  tags.forEach((tag, t) => {
    for (let i = 0; i < 6; i++) {
      const value = includeNull && nullPlaces[t].includes(i) ? nullOf(type) : values(t, i)
      builder.addRow([new Time(START + BigInt(i) * 10n * SECOND), tag, value])
    }
  })
  return builder.buildGrouped()
}

function sample(
  signature: '(?includeNull: bool) => stream[A]',
  type: ColumnType,
  what: string,
  values: (tag: number, i: number) => Value,
): Member {
  return source(signature, {
    summary: `Two series of six ${what}, ten seconds apart.`,
    params: { includeNull: 'Makes some of the values null.' },
    defaults: { includeNull: false },
    examples: [
      `import "sampledata"

sampledata.${type}()`.replace('.bool()', what === 'ones and zeros' ? '.numericBool()' : '.bool()'),
    ],
    run: ({ includeNull }) => series(type, values, includeNull),
  })
}

const of = (record: string): '(?includeNull: bool) => stream[A]' =>
  `(?includeNull: bool) => stream[${record}]` as '(?includeNull: bool) => stream[A]'
const open = of('A').concat(' where A: Record') as '(?includeNull: bool) => stream[A]'
const twice = (type: string): '(?includeNull: bool) => stream[A]' => of(`{B with _value: ${type}, _value: A}`)

/** The text the members read in the reference; it begins with a line break in two of the three. */
function csvText(begin: string, type: string, values: (tag: number, i: number) => string): Member {
  return fn('(?includeNull: bool) => string', {
    summary: 'The sample series as annotated CSV.',
    params: { includeNull: 'Leaves some of the values out.' },
    defaults: { includeNull: false },
    call({ includeNull }) {
      const lines = [
        '#group,false,false,false,true,false',
        `#datatype,string,long,dateTime:RFC3339,string,${type}`,
        '#default,_result,,,,',
        ',result,table,_time,tag,_value',
      ]
      tags.forEach((tag, t) => {
        for (let i = 0; i < 6; i++) {
          const value = includeNull && nullPlaces[t].includes(i) ? '' : values(t, i)
          lines.push(`,,${t},${formatTime(START + BigInt(i) * 10n * SECOND)},${tag},${value}`)
        }
      })
      return `${begin}${lines.join('\n')}\n`
    },
  })
}

export const sampledata = packageOf('sampledata', 'Small tables to try things on.', {
  _numeric: csvText('\n', 'double', (t, i) => String(fractions[t][i])),
  _string: csvText('\n', 'string', (t, i) => texts[t][i]),
  _bool: csvText('', 'boolean', (t, i) => String(bools[t][i])),
  start: constant('time', new Time(START), 'The time of the first row.', [
    'sampledata.start // 2021-01-01T00:00:00.000000000Z',
  ]),
  stop: constant('time', new Time(START + 60n * SECOND), 'The end of the span the rows lie in.', [
    'sampledata.stop // 2021-01-01T00:01:00.000000000Z',
  ]),
  float: sample(open, 'float', 'floats', (t, i) => fractions[t][i]),
  int: sample(twice('int'), 'int', 'integers', (t, i) => BigInt(numbers[t][i])),
  uint: sample(
    twice('uint'),
    'uint',
    'unsigned integers',
    (t, i) => new UInt(BigInt.asUintN(64, BigInt(numbers[t][i]))),
  ),
  string: sample(open, 'string', 'texts', (t, i) => texts[t][i]),
  bool: sample(open, 'bool', 'booleans', (t, i) => bools[t][i]),
  numericBool: sample(twice('int'), 'int', 'ones and zeros', (t, i) => (bools[t][i] ? 1n : 0n)),
})
