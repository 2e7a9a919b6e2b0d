// Regular expressions with Go's syntax and linear time: RE2, through re2js.
import { RE2JS } from 're2js'
import { fault } from './fault.ts'

export class Regexp {
  private compiled: RE2JS | null = null
  constructor(readonly source: string) {}

  get re(): RE2JS {
    return (this.compiled ??= compileRegexp(this.source))
  }
  /** Unanchored match. */
  test(text: string): boolean {
    return this.re.test(text)
  }
}

/** Why a pattern does not compile, in the compiler's own words, or null. */
export function patternFault(source: string): string | null {
  try {
    RE2JS.compile(source)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The texts of Go's regexp/syntax package, which re2js' own messages begin with. */
export function compileRegexp(source: string): RE2JS {
  try {
    return RE2JS.compile(source)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    // Go names the part at fault, which here is empty
    throw fault('unknown', why.endsWith('trailing backslash at end of expression') ? `${why}: \`\`` : why)
  }
}
