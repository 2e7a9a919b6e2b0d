// The language's text and tree: everything other rooms may use of this one.

export type {
  ArithmeticOperator,
  ArrayExpression,
  Attribute,
  BadStatement,
  BinaryExpression,
  Block,
  BuiltinStatement,
  CallExpression,
  ComparisonOperator,
  ConditionalExpression,
  DictEntry,
  DictExpression,
  Expression,
  ExpressionStatement,
  File,
  FunctionExpression,
  ImportDeclaration,
  IndexExpression,
  InterpolatedPart,
  LogicalExpression,
  MemberAssignment,
  MemberExpression,
  Node,
  OptionStatement,
  PackageClause,
  Parameter,
  ParenExpression,
  PipeExpression,
  Property,
  RecordExpression,
  ReturnStatement,
  Statement,
  StringExpression,
  StringPart,
  TestCaseStatement,
  TextPart,
  UnaryExpression,
  VariableAssignment,
} from './ast.ts'
export type {
  BadExpression,
  Comment,
  DateTimeLiteral,
  DurationLiteral,
  DurationPart,
  DurationUnit,
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
export type { SyntaxMessage } from './messages.ts'
export { parse, parseType } from './parser.ts'
export { escaped } from './printer/literals.ts'
export { type Formatted, format, formatFile } from './printer.ts'
export { isIdentifier } from './scanner.ts'
export { type EditorPosition, type OfficialPosition, Source } from './source.ts'
export { type Token, tokenize } from './tokenize.ts'
export { reservedWords, type TokenKind } from './tokenKind.ts'
export type {
  ArrayType,
  DictType,
  DynamicType,
  FunctionType,
  LabelType,
  NamedType,
  RecordType,
  StreamType,
  TypeConstraint,
  TypeExpression,
  TypeNode,
  TypeParameter,
  TypeProperty,
  VariableType,
  VectorType,
} from './typeNodes.ts'
export { forEachChild, pathAt, walk } from './walk.ts'
