declare module 'virtual:flux-documentation' {
  import type { PackageDescription } from '../library/index.ts'

  /** Every package there is to run. */
  export const packages: readonly PackageDescription[]
}
