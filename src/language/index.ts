// What an editor asks of a program, as functions of its analysis and a place in it, and of what is known beyond it.
export type { Diagnostic, TextEdit } from '../semantics/index.ts'
export { type File, type Formatted, format, parse, type Span } from '../syntax/index.ts'
export { actionsAt, fixAll } from './actions.ts'
export type { MemberName } from './calls.ts'
export type { KnownColumn } from './columns/known.ts'
export { type Completions, complete } from './completion/complete.ts'
export type { Completion, CompletionKind } from './completion/completion.ts'
export { diagnose } from './diagnostics.ts'
export { type Explanation, explain } from './explain.ts'
export { formatEdits } from './formatting.ts'
export { type Hover, hover } from './hover.ts'
export {
  type ColumnFacts,
  type Descriptions,
  descriptionsOf,
  type Knowledge,
  nothingKnown,
  type RunFacts,
  type StageFacts,
} from './knowledge.ts'
export {
  type Definition,
  definitionAt,
  type Highlight,
  highlightsAt,
  type RenameAnswer,
  referencesAt,
  rename,
  renameableAt,
} from './names.ts'
export { type OpenOptions, type OpenScript, openScript } from './openScript.ts'
export { type Reach, reachOf } from './reach.ts'
export type { CodeAction } from './refactorings/refactoring.ts'
export {
  exampleScript,
  insertMember,
  type ReferenceEntry,
  referenceTopics,
  searchReference,
  type Topic,
} from './reference.ts'
export { type SignatureHelp, signatureHelp } from './signatureHelp.ts'
export {
  type Fold,
  folds,
  type Outline,
  outline,
  type SemanticToken,
  selectionsAt,
  semanticTokens,
} from './structure.ts'
export { type TaskOptions, type TaskReading, taskOf } from './taskOptions.ts'
export { type TestCase, testCasesIn } from './testCases.ts'
export { type TypeHint, typeHints } from './typeHints.ts'
export { warmUp } from './warmUp.ts'
