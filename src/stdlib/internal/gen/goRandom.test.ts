// The first numbers of Go's math/rand for some seeds.
import { expect, test } from 'vitest'
import { GoRandom } from './goRandom.ts'

test.each([
  [1n, 1, 15, 0.6645600532184904, 2.28571911769958],
  [123n, 0, 25, 0.2499694950699479, -1.0744026840695597],
  [-5n, 3, 19, 0.020401048456542642, 2.4874850834265243],
  [0n, 4, 18, 0.6559562651954052, 0.1996229111693099],
  [9999999999n, 2, 2, 0.505279927764464, 0.6264618114154787],
] as const)('seed %d', (seed, five, sixtyFour, float, normal) => {
  const random = new GoRandom(seed)
  expect([random.below(5), random.below(64), random.float(), random.normal()]).toEqual([five, sixtyFour, float, normal])
})
