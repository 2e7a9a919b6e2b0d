// What crosses between the page and the language worker. The worker keeps the analysis of the script it was asked about
// last, so that asking much of one version costs one analysis.
import type {
  CodeAction,
  ColumnFacts,
  Completions,
  Definition,
  Diagnostic,
  Explanation,
  Fold,
  Highlight,
  Hover,
  MemberName,
  Outline,
  Reach,
  ReferenceEntry,
  RenameAnswer,
  RunFacts,
  SemanticToken,
  SignatureHelp,
  Span,
  StageFacts,
  TextEdit,
  Topic,
  TypeHint,
} from '../../language/index.ts'
import type { MemberDescription } from '../../library/index.ts'
import type { TaskOptions } from '../../tasks/index.ts'

export type {
  CodeAction,
  ColumnFacts,
  Completions,
  Definition,
  Explanation,
  Fold,
  Highlight,
  Hover,
  MemberDescription,
  MemberName,
  Outline,
  Reach,
  ReferenceEntry,
  RenameAnswer,
  RunFacts,
  SemanticToken,
  SignatureHelp,
  Span,
  StageFacts,
  Topic,
  TypeHint,
}

/** A script and what a dashboard would put into its `v`. */
export interface Script {
  readonly text: string
  readonly variables: string | null
}

export interface ScriptPlace extends Script {
  readonly offset: number
}

export interface LanguageService {
  analyze(script: Script): Promise<readonly Diagnostic[]>
  /** The script as a task; null when it has no task option. */
  /** What it would read and write. */
  reach(script: Script): Promise<Reach>
  task(args: { readonly text: string; readonly now: bigint }): Promise<ScriptTask | null>
  /** What the last run saw, and what the page has, for completion. */
  know(facts: PageFacts): Promise<void>
  complete(at: ScriptPlace): Promise<Completions | null>
  signatureHelp(at: ScriptPlace): Promise<SignatureHelp | null>
  hover(at: ScriptPlace): Promise<Hover | null>
  describe(member: MemberName): Promise<MemberDescription | null>
  explain(at: ScriptPlace): Promise<Explanation | null>
  definition(at: ScriptPlace): Promise<Definition | null>
  references(at: ScriptPlace): Promise<readonly Span[]>
  highlights(at: ScriptPlace): Promise<readonly Highlight[]>
  rename(args: ScriptPlace & { readonly name: string }): Promise<RenameAnswer>
  /** What would be renamed there, or why nothing can be. */
  renameable(at: ScriptPlace): Promise<{ readonly span: Span; readonly name: string } | { readonly refused: string }>
  actions(args: Script & Span): Promise<readonly CodeAction[]>
  /** Every fix that very likely is right; none where there are fewer than two. */
  fixAll(script: Script): Promise<readonly TextEdit[]>
  outline(script: Script): Promise<readonly Outline[]>
  folds(script: Script): Promise<readonly Fold[]>
  selections(at: ScriptPlace): Promise<readonly Span[]>
  tokens(script: Script): Promise<readonly SemanticToken[]>
  typeHints(script: Script): Promise<readonly TypeHint[]>
  reference(args: object): Promise<ReferenceContents>
  searchReference(args: { readonly query: string }): Promise<readonly ReferenceEntry[]>
  /** A package, or one member of it when it has a name. */
  referencePage(member: MemberName): Promise<ReferencePage | null>
  /** What puts a call of a member at a place of a script. */
  insertion(args: ScriptPlace & { readonly member: MemberName }): Promise<readonly TextEdit[]>
  /** The edits that lay a script out, or the statements a span touches; none where it does not parse. */
  format(args: Script & { readonly span: Span | null }): Promise<readonly TextEdit[]>
}

export interface ReferenceContents {
  readonly topics: readonly Topic[]
  readonly packages: readonly { readonly path: string; readonly summary: string; readonly members: number }[]
}

export type ReferencePage =
  | {
      readonly kind: 'package'
      readonly path: string
      readonly summary: string
      readonly members: readonly ReferenceEntry[]
    }
  | {
      readonly kind: 'member'
      readonly path: string
      readonly member: MemberDescription
      /** The examples as scripts, and what an expression gives. */
      readonly examples: readonly { readonly script: string; readonly gives: string | null }[]
    }

/** All the page knows that a script does not say. */
export interface PageFacts {
  readonly run: RunFacts | null
  readonly buckets: readonly string[]
  readonly addresses: readonly string[]
}

export interface ScriptTask {
  /** Null where they are wrong. */
  readonly options: TaskOptions | null
  readonly problems: readonly Diagnostic[]
  /** The slots around now. */
  readonly last: bigint | null
  readonly next: bigint | null
}
