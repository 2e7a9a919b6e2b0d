// What a run was answered, so that a link can carry it and its receiver has the same tables without asking anybody.
import type { Recording, Unrecorded } from '../../hosts/index.ts'

export type { RecordedAnswer, Recording, Unrecorded } from '../../hosts/index.ts'

export interface RecordingService {
  /** Of the run whose results the worker holds; or why it cannot be had again. */
  recording(args: null): Recording | Unrecorded | 'forgotten'
}
