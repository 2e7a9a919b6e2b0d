// catch: a fault as a value. What the function gives is computed at once, streams too, so that nothing fails later.
import { composed, StreamValue } from '../../library/index.ts'
import { Fault, faultCodes, nullOf, RecordValue, UInt, type Value } from '../../values/index.ts'

export const catchFault = composed('(fn: () => A) => {msg: string, code: uint, value: A}', {
  summary: 'Calls a function and gives its value, or the code and message of the fault that stopped it.',
  params: { fn: 'A function without parameters.' },
  examples: ['experimental.catch(fn: () => die(msg: "no")).code // uint(v: 3)'],
  build({ fn }, context) {
    try {
      const value = context.call(fn, {})
      if (value instanceof StreamValue) context.tables(value)
      return record(value, nullOf('uint'), nullOf('string'))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return record(nullOf('invalid'), new UInt(BigInt(faultCodes[error.code])), context.wordingOf(error))
    }
  },
})

const record = (value: Value, code: Value, msg: Value): RecordValue =>
  new RecordValue(
    new Map([
      ['value', value],
      ['code', code],
      ['msg', msg],
    ]),
  )
