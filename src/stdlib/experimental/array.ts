// experimental/array: the former path of array, and conversions of all elements.
import { type Context, composed, type Member, packageOf } from '../../library/index.ts'
import type { FunctionValue, Value } from '../../values/index.ts'
import { array } from '../array.ts'

function conversion(type: string, by: string, example: string): Member {
  return composed(`(<-arr: [A]) => [${type}]` as '(<-arr: [A]) => [A]', {
    summary: `All elements as ${type === 'uint' ? 'unsigned integers' : `values of type ${type}`}.`,
    params: { arr: 'The array.' },
    examples: [example],
    build: ({ arr }, context) => (arr as readonly Value[]).map(v => converted(by, v, context)),
  })
}

function converted(by: string, v: Value, context: Context): Value {
  return context.call(context.member('universe', by) as FunctionValue, { v })
}

const { from, concat, map, filter } = array.members

export const experimentalArray = packageOf('experimental/array', 'The former path of array, and conversions.', {
  from,
  concat,
  map,
  filter,
  toBool: conversion('bool', 'bool', 'array.toBool(arr: [1, 0]) // [true, false]'),
  toDuration: conversion('duration', 'duration', 'array.toDuration(arr: ["1h", "90s"]) // [1h, 1m30s]'),
  toFloat: conversion('float', 'float', 'array.toFloat(arr: ["1.5", "2"]) // [1.5, 2.0]'),
  toInt: conversion('int', 'int', 'array.toInt(arr: [1.9, 2.0]) // [1, 2]'),
  toString: conversion('string', 'string', 'array.toString(arr: [1, 2]) // ["1", "2"]'),
  toTime: conversion('time', 'time', 'array.toTime(arr: [0]) // [1970-01-01T00:00:00Z]'),
  toUInt: conversion('uint', 'uint', 'array.toUInt(arr: [1, 2]) // [uint(v: 1), uint(v: 2)]'),
})
