// The arguments that name columns of what flows in: one column, or a list of them.

export const columnArguments: ReadonlySet<string> = new Set([
  ...['column', 'timeColumn', 'valueColumn', 'timeSrc', 'onColumn', 'groupColumn', 'countColumn'],
])

export const columnListArguments: ReadonlySet<string> = new Set(['columns', 'rowKey', 'columnKey'])
