// Checking: everything other rooms may use of this one.

export { type Analysis, type AnalyzeOptions, analyze, type ImportBinding, officialText } from './analysis.ts'
export { type BlockParts, blockParts } from './block.ts'
export type { PatternFault } from './checks.ts'
export type { Diagnostic, Fix, Phase, Related, Severity, TextEdit } from './diagnostic.ts'
export { type Definition, type DefinitionKind, memberScheme, type PackageTypes } from './environment.ts'
export { canBe, takesPiped } from './fits.ts'
export { importEdit } from './imports.ts'
export { bare } from './inferNames.ts'
export { nearest } from './nearest.ts'
export { parseSignature } from './signature.ts'
export { standardTypes } from './standard.ts'
export {
  type BasicName,
  type BasicType,
  type BoundType,
  type CollectionType,
  type DictType,
  type EmptyRecordType,
  type FunctionType,
  isComposite,
  type Kind,
  labelOf,
  type ParameterType,
  prune,
  type RecordType,
  recordParts,
  type Scheme,
  type Type,
  type VariableType,
} from './types.ts'
export { labelsOf, schemeText, type TextStyle, typeNoun, typeText, variableName } from './typeText.ts'
export { variableTypes } from './variables.ts'
