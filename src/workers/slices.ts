// Long work in slices, so that messages that arrive meanwhile are answered in between.

/** A slice ends with the first step after this time, where nobody waits for the work. */
const SLICE_MS = 4

/** Takes all steps, beginning after what is running now. `onSlice` hears how long each slice took, in ms. */
export function inSlices(
  steps: Iterator<unknown>,
  onSlice: (ms: number) => void = () => {},
  sliceMs = SLICE_MS,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const slice = (): void => {
      const begun = performance.now()
      try {
        let done = false
        while (!done && performance.now() - begun < sliceMs) done = steps.next().done === true
        onSlice(performance.now() - begun)
        if (done) resolve()
        else setTimeout(slice)
      } catch (thrown) {
        reject(thrown)
      }
    }
    setTimeout(slice)
  })
}
