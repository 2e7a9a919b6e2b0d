// From an analysed program to results: evaluation, the lazy graph, and the stages that run it.

export { operatorDiffers } from './operators.ts'
export { type ProgramResult, type ProgramServices, runProgram } from './program.ts'
export type { StageRun } from './stages.ts'
export { officialWording } from './wording.ts'
