// The test cases of a file. Each is a program of its own: the file's imports and statements, then the case's; one that
// extends another has the other's statements where it says `super()`.
import type { File, Statement, TestCaseStatement } from '../syntax/index.ts'

export interface TestCase {
  readonly name: string
  /** Null where the case it extends is not to be had. */
  readonly program: string | null
  /** The words of `option testing.tags`, of the file and the case. */
  readonly tags: readonly string[]
}

/** `find` gives the file of a path such as `flux/stdlib/x_test`, which a case extends another of. */
export function testCasesIn(file: File, find: (path: string) => File | null): TestCase[] {
  const own = file.body.filter(statement => statement.kind !== 'TestCaseStatement')
  return file.body.flatMap(statement => {
    if (statement.kind !== 'TestCaseStatement') return []
    const { id, block } = statement
    const program = statement.extends === null ? programOf([file], textsOf(file, block.body)) : extended(file, statement, find) // biome-ignore format: one choice
    return [{ name: id.name, program, tags: [...tagsOf(own), ...tagsOf(block.body)] }]
  })
}

function extended(file: File, test: TestCaseStatement, find: (path: string) => File | null): string | null {
  const reference = test.extends!.value
  const at = reference.lastIndexOf('.')
  const parent = find(reference.slice(0, at))
  const base = parent?.body.find(s => s.kind === 'TestCaseStatement' && s.id.name === reference.slice(at + 1))
  if (!parent || base?.kind !== 'TestCaseStatement') return null
  const body = textsOf(file, test.block.body).flatMap(text =>
    text.trim() === 'super()' ? textsOf(parent, base.block.body) : [text],
  )
  return programOf([file, parent], body)
}

function programOf(files: readonly File[], body: readonly string[]): string {
  const imports = new Set(files.flatMap(file => textsOf(file, file.imports)))
  const preambles = files.flatMap(file =>
    textsOf(
      file,
      file.body.filter(s => s.kind !== 'TestCaseStatement'),
    ),
  )
  return [...imports, ...preambles, ...body].join('\n\n')
}

function textsOf({ text }: File, nodes: readonly { readonly from: number; readonly to: number }[]): string[] {
  return nodes.map(({ from, to }) => text.slice(from, to))
}

function tagsOf(statements: readonly Statement[]): string[] {
  return statements.flatMap(s => {
    if (s.kind !== 'OptionStatement' || s.assignment.kind !== 'MemberAssignment') return []
    const { member, init } = s.assignment
    const name = member.property.kind === 'Identifier' ? member.property.name : member.property.value
    if (name !== 'tags' || init.kind !== 'ArrayExpression') return []
    return init.elements.flatMap(e => (e.kind === 'StringLiteral' ? [e.value] : []))
  })
}
