// What checking says, in the official words: people search for them. One entry a kind of thing.
import type { Finding } from './diagnostic.ts'
import type { Kind, Type } from './types.ts'
import { MessageNames, typeNoun } from './typeText.ts'
import type { TypeProblem } from './unify.ts'

const say = (code: string, message: string): Finding => ({ code, message })

export const messages = {
  badPattern: (pattern: string, why: string) => say('pattern', patternMessage(pattern, why)),
  pipeLiteral: () =>
    say('pipe-literal', 'a pipe literal may only be used as a default value for an argument in a function definition'),
  severalPipes: () => say('pipe-literal', 'function types can have at most one pipe parameter'),
  misplaced: (word: string) => say('misplaced-statement', `invalid ${word} statement in function block`),
  missingReturn: () => say('missing-return', 'missing return statement in block'),
  invalidName: (what: string, name: string) => say('type-name', `invalid ${what} ${name}`),
  optionReassigned: (name: string) => say('reassigned', `option "${name}" reassigned`),
  variableReassigned: (name: string) => say('reassigned', `variable "${name}" reassigned`),
  optionConflict: (name: string) => say('reassigned', `variable "${name}" conflicts with option of same name`),
  labelLiteral: () => say('label', 'Labels are currently experimental. (See the labelPolymorphism feature)'),
  optionDepends: (name: string, other: string) =>
    say('option-depends', `option "${name}" depends on option "${other}", which is defined in the same package`),
  undefinedName: (name: string) => say('undefined', `undefined identifier ${name}`),
  unknownImport: (path: string) => say('import', `invalid import path ${path}`),
  returnInFile: () => say('misplaced-statement', 'return not valid in file block'),
  missingConstraint: (variable: string, kind: Kind) =>
    say('constraint', `variable ${variable} lacks the ${kind} constraint`),
  invalidOperator: (operator: string) => say('operator', `invalid binary operator ${operator}`),
  tooComplex: () => say('too-complex', 'The types of this program are too large to check'),
  /** `number` tells which number a variable has officially; the message about recursive types shows it. */
  type: (problem: TypeProblem, number: (id: number) => number = id => id) =>
    say(codeOf(problem), problemText(problem, number)),
}

function codeOf(problem: TypeProblem): string {
  switch (problem.kind) {
    case 'argument':
    case 'return':
    case 'label':
      return codeOf(problem.cause)
    case 'mismatch':
      return 'mismatch'
    case 'notOfKind':
      return 'kind'
    case 'recursive':
      return 'recursive'
    case 'missingLabel':
      return 'missing-label'
    case 'extraLabel':
      return 'extra-label'
    case 'missingArgument':
      return 'missing-argument'
    case 'extraArgument':
      return 'extra-argument'
    case 'missingPipe':
    case 'pipeName':
      return 'pipe'
    case 'notALabel':
      return 'label'
  }
}

/** The official text of a type problem, save for a stray `123` the official tools have in one of them. */
export function problemText(problem: TypeProblem, number: (id: number) => number = id => id): string {
  return textOf(problem, new MessageNames(typesIn(problem), number))
}

/** The types a message shows, in the order expected, found, cause. */
function typesIn(problem: TypeProblem): Type[] {
  switch (problem.kind) {
    case 'mismatch':
      return [problem.expected, problem.found]
    case 'label':
    case 'return':
      return [problem.expected, problem.found, ...typesIn(problem.cause)]
    case 'argument':
      return typesIn(problem.cause)
    case 'notOfKind':
    case 'recursive':
    case 'notALabel':
      return [problem.type]
    default:
      return []
  }
}

function textOf(problem: TypeProblem, names: MessageNames): string {
  const typed = (type: Type) => names.text(type) + typeNoun(type)
  switch (problem.kind) {
    case 'mismatch':
      return `expected ${typed(problem.expected)} but found ${typed(problem.found)}`
    case 'notOfKind':
      return `${typed(problem.type)} is not ${problem.need}`
    case 'recursive':
      return `recursive types not supported ${names.raw(problem.variable)} != ${names.text(problem.type)}`
    case 'missingLabel':
      return `record is missing label ${problem.label}`
    case 'extraLabel':
      return `found unexpected label ${problem.label}`
    case 'label': {
      const types = `expected ${typed(problem.expected)} but found ${typed(problem.found)}`
      return `${types} for label ${problem.label} caused by ${textOf(problem.cause, names)}`
    }
    case 'return': {
      const types = `expected ${typed(problem.expected)} but found ${typed(problem.found)}`
      return `${types} for return type caused by ${textOf(problem.cause, names)}`
    }
    case 'argument':
      return `${textOf(problem.cause, names)} (argument ${problem.name})`
    case 'missingArgument':
      return `missing required argument ${problem.name}`
    case 'extraArgument':
      return `found unexpected argument ${problem.name}${expectedNames(problem.expected)}`
    case 'missingPipe':
      return 'missing pipe argument'
    case 'pipeName':
      return `expected pipe argument ${problem.expected} but found ${problem.found}`
    case 'notALabel':
      return `${names.text(problem.type)} is not a label`
  }
}

function expectedNames(names: readonly string[]): string {
  const quoted = names.map(name => `\`${name}\``)
  const last = quoted.pop()
  if (last === undefined) return ''
  return quoted.length === 0 ? ` (Expected ${last})` : ` (Expected one of ${quoted.join(', ')} or ${last})`
}

// The pattern compiler's own words, and what the official parser calls the same thing.
const patternWords: readonly [RegExp, string][] = [
  [/missing closing \)/, 'unclosed group'],
  [/unexpected \)/, 'unopened group'],
  [/missing closing \]/, 'unclosed character class'],
  [/missing argument to repetition operator/, 'repetition operator missing expression'],
  [/invalid escape sequence|trailing backslash/, 'unrecognized escape sequence'],
  [/invalid character class range/, 'invalid character class range'],
  [/invalid repeat count/, 'invalid repetition count range, the start must be <= the end'],
  [/invalid nested repetition operator/, 'repetition operator missing expression'],
]

function patternMessage(pattern: string, why: string): string {
  const lookAround = /\(\?(<?[=!])/.exec(pattern)
  let words = patternWords.find(([known]) => known.test(why))?.[1] ?? why.replace(/^error parsing regexp: /, '')
  let column = 0
  if (lookAround) {
    words = 'look-around, including look-ahead and look-behind, is not supported'
    column = lookAround.index
  } else if (words === 'unclosed group') column = unclosed(pattern)
  // The official text draws a caret below the place, and is then squeezed: four blanks to one, the caret away.
  const blanks = ' '.repeat(4 + column).replaceAll('    ', ' ')
  return `regex parse error: ${pattern}${blanks}error: ${words}`
}

/** Where the innermost group that is never closed begins. */
function unclosed(pattern: string): number {
  const open: number[] = []
  let inClass = false
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]
    if (char === '\\') at++
    else if (char === '[') inClass = true
    else if (char === ']') inClass = false
    else if (!inClass && char === '(') open.push(at)
    else if (!inClass && char === ')') open.pop()
  }
  return open.at(-1) ?? 0
}
