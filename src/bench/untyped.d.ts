// The parts of untyped packages the bench uses.
declare module 'papaparse' {
  const Papa: {
    parse(text: string, options: { fastMode?: boolean; skipEmptyLines?: boolean }): { readonly data: unknown[] }
  }
  export default Papa
}

declare module 'parse-prometheus-text-format' {
  export default function parse(text: string): ReadonlyArray<{ readonly name: string; readonly metrics: unknown[] }>
}
