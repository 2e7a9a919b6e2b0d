// What all members say of themselves, as the build puts it into a file of its own.
import { describePackages } from '../library/index.ts'
import { allPackages } from './index.ts'

export const documentation = describePackages(await allPackages())
