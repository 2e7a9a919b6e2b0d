// The tree a Flux text parses to. Every node carries the half-open range [from, to) of UTF-16 offsets it covers, so a
// node's text is `text.slice(from, to)`. Comments are no nodes: each knows the token it stands before, and nodes keep the
// offsets of their punctuation, so that a formatter can put every comment back. An offset of -1 means: not in the text.
import type {
  BadExpression,
  Comment,
  DateTimeLiteral,
  DurationLiteral,
  FloatLiteral,
  Identifier,
  IntegerLiteral,
  LabelLiteral,
  PipeLiteral,
  RegexpLiteral,
  Span,
  StringLiteral,
  SyntaxProblem,
} from './leaves.ts'
import type { TypeConstraint, TypeExpression, TypeNode, TypeParameter, TypeProperty } from './typeNodes.ts'

/** `@name` or `@name(a, b)`. Only kept for the formatter; nothing acts on attributes. */
export interface Attribute extends Span {
  readonly kind: 'Attribute'
  readonly name: string
  readonly lparen: number
  readonly params: readonly Expression[]
  readonly commas: readonly number[]
  readonly rparen: number
}

export interface File extends Span {
  readonly kind: 'File'
  readonly text: string
  readonly package: PackageClause | null
  readonly imports: readonly ImportDeclaration[]
  readonly body: readonly Statement[]
  /** In source order. */
  readonly comments: readonly Comment[]
  /** In tree order, as the official checker reports them. */
  readonly errors: readonly SyntaxProblem[]
  /** The text nests deeper than the language allows; nothing after the parse is meaningful. */
  readonly tooDeep: boolean
}

export interface PackageClause extends Span {
  readonly kind: 'PackageClause'
  readonly attributes: readonly Attribute[]
  readonly name: Identifier
}

export interface ImportDeclaration extends Span {
  readonly kind: 'ImportDeclaration'
  readonly attributes: readonly Attribute[]
  readonly alias: Identifier | null
  readonly path: StringLiteral
}

// ── statements ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface ExpressionStatement extends Span {
  readonly kind: 'ExpressionStatement'
  readonly attributes: readonly Attribute[]
  readonly expression: Expression
}

/** `id = init`; `assign` is the offset of the `=`. */
export interface VariableAssignment extends Span {
  readonly kind: 'VariableAssignment'
  readonly attributes: readonly Attribute[]
  readonly id: Identifier
  readonly assign: number
  readonly init: Expression
}

/** `member = init`, legal under `option` only. */
export interface MemberAssignment extends Span {
  readonly kind: 'MemberAssignment'
  readonly member: MemberExpression
  readonly assign: number
  readonly init: Expression
}

export interface OptionStatement extends Span {
  readonly kind: 'OptionStatement'
  readonly attributes: readonly Attribute[]
  readonly assignment: VariableAssignment | MemberAssignment
}

export interface ReturnStatement extends Span {
  readonly kind: 'ReturnStatement'
  readonly attributes: readonly Attribute[]
  readonly argument: Expression
}

/** `testcase id extends "…" { … }`. */
export interface TestCaseStatement extends Span {
  readonly kind: 'TestCaseStatement'
  readonly attributes: readonly Attribute[]
  readonly id: Identifier
  readonly extends: StringLiteral | null
  readonly block: Block
}

/** `builtin id : type`. */
export interface BuiltinStatement extends Span {
  readonly kind: 'BuiltinStatement'
  readonly attributes: readonly Attribute[]
  readonly id: Identifier
  readonly colon: number
  readonly type: TypeExpression
}

/** A token no statement can begin with. */
export interface BadStatement extends Span {
  readonly kind: 'BadStatement'
  readonly attributes: readonly Attribute[]
  readonly text: string
}

export type Statement =
  | ExpressionStatement
  | VariableAssignment
  | OptionStatement
  | ReturnStatement
  | TestCaseStatement
  | BuiltinStatement
  | BadStatement

/** `{ … }` as the body of a function or test case. */
export interface Block extends Span {
  readonly kind: 'Block'
  readonly lbrace: number
  readonly body: readonly Statement[]
  readonly rbrace: number
}

// ── expressions ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** A string with at least one `${…}`, or one whose text is broken. */
export interface StringExpression extends Span {
  readonly kind: 'StringExpression'
  readonly parts: readonly StringPart[]
}

export type StringPart = TextPart | InterpolatedPart

/** `value` is decoded. */
export interface TextPart extends Span {
  readonly kind: 'TextPart'
  readonly value: string
}

export interface InterpolatedPart extends Span {
  readonly kind: 'InterpolatedPart'
  readonly expression: Expression
}

export interface ArrayExpression extends Span {
  readonly kind: 'ArrayExpression'
  readonly lbrack: number
  readonly elements: readonly Expression[]
  readonly commas: readonly number[]
  readonly rbrack: number
}

export interface DictEntry {
  readonly key: Expression
  readonly value: Expression
}

/** `[k: v]`, or `[:]` without entries. */
export interface DictExpression extends Span {
  readonly kind: 'DictExpression'
  readonly lbrack: number
  readonly entries: readonly DictEntry[]
  readonly commas: readonly number[]
  readonly rbrack: number
}

/** `{a: 1}`, or `{r with a: 1}` with `withAt` the offset of the word `with`. */
export interface RecordExpression extends Span {
  readonly kind: 'RecordExpression'
  readonly lbrace: number
  readonly with: Identifier | null
  readonly withAt: number
  readonly properties: readonly Property[]
  readonly commas: readonly number[]
  readonly rbrace: number
}

/** A property of a record or an argument of a call. Without a value, `{a}` means `{a: a}`. `separator` is the `:`. */
export interface Property extends Span {
  readonly kind: 'Property'
  readonly key: Identifier | StringLiteral
  readonly separator: number
  readonly value: Expression | null
}

/** A function parameter. The value is its default; a PipeLiteral marks the pipe parameter. `separator` is the `=`. */
export interface Parameter extends Span {
  readonly kind: 'Parameter'
  readonly key: Identifier
  readonly separator: number
  readonly value: Expression | null
}

/** `(a, b=1, t=<-) => body` */
export interface FunctionExpression extends Span {
  readonly kind: 'FunctionExpression'
  readonly lparen: number
  readonly params: readonly Parameter[]
  readonly commas: readonly number[]
  readonly rparen: number
  readonly arrow: number
  readonly body: Block | Expression
}

/** `callee(args)`; as the right side of a pipe it also covers only itself, not the piped expression. */
export interface CallExpression extends Span {
  readonly kind: 'CallExpression'
  readonly callee: Expression
  readonly lparen: number
  readonly args: readonly Property[]
  readonly commas: readonly number[]
  readonly rparen: number
}

/** `argument |> call`; `pipe` is the offset of the `|>`. */
export interface PipeExpression extends Span {
  readonly kind: 'PipeExpression'
  readonly argument: Expression
  readonly pipe: number
  readonly call: CallExpression
}

/** `object.name` (with `lbrack` the dot and `rbrack` -1) or `object["name"]`. */
export interface MemberExpression extends Span {
  readonly kind: 'MemberExpression'
  readonly object: Expression
  readonly lbrack: number
  readonly property: Identifier | StringLiteral
  readonly rbrack: number
}

/** `array[index]` */
export interface IndexExpression extends Span {
  readonly kind: 'IndexExpression'
  readonly array: Expression
  readonly lbrack: number
  readonly index: Expression
  readonly rbrack: number
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^'
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '=~' | '!~'

/** `<INVALID_OP>` joins two expressions that stand side by side inside brackets: always an error. */
export interface BinaryExpression extends Span {
  readonly kind: 'BinaryExpression'
  readonly operator: ArithmeticOperator | ComparisonOperator | '<INVALID_OP>'
  readonly operatorAt: number
  readonly left: Expression
  readonly right: Expression
}

export interface LogicalExpression extends Span {
  readonly kind: 'LogicalExpression'
  readonly operator: 'and' | 'or'
  readonly operatorAt: number
  readonly left: Expression
  readonly right: Expression
}

export interface UnaryExpression extends Span {
  readonly kind: 'UnaryExpression'
  readonly operator: '-' | '+' | 'not' | 'exists'
  readonly argument: Expression
}

export interface ConditionalExpression extends Span {
  readonly kind: 'ConditionalExpression'
  readonly test: Expression
  readonly thenAt: number
  readonly consequent: Expression
  readonly elseAt: number
  readonly alternate: Expression
}

export interface ParenExpression extends Span {
  readonly kind: 'ParenExpression'
  readonly lparen: number
  readonly expression: Expression
  readonly rparen: number
}

export type Expression =
  | Identifier
  | IntegerLiteral
  | FloatLiteral
  | StringLiteral
  | StringExpression
  | DurationLiteral
  | DateTimeLiteral
  | RegexpLiteral
  | PipeLiteral
  | LabelLiteral
  | ArrayExpression
  | DictExpression
  | RecordExpression
  | FunctionExpression
  | CallExpression
  | PipeExpression
  | MemberExpression
  | IndexExpression
  | BinaryExpression
  | LogicalExpression
  | UnaryExpression
  | ConditionalExpression
  | ParenExpression
  | BadExpression

/** Anything in the tree that has a kind. */
export type Node =
  | File
  | PackageClause
  | ImportDeclaration
  | Attribute
  | Statement
  | MemberAssignment
  | Block
  | Expression
  | StringPart
  | Property
  | Parameter
  | TypeExpression
  | TypeConstraint
  | TypeNode
  | TypeProperty
  | TypeParameter
