// Going through a tree. Children come in source order, which is also the order in which the official checker visits them.
import type { Attribute, File, Node } from './ast.ts'

/** Calls `visit` with every direct child of a node. Attributes come first. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  if ('attributes' in node) for (const attribute of node.attributes) visit(attribute)
  switch (node.kind) {
    case 'File':
      if (node.package) visit(node.package)
      for (const declaration of node.imports) visit(declaration)
      for (const statement of node.body) visit(statement)
      return
    case 'Attribute':
      for (const param of node.params) visit(param)
      return
    case 'PackageClause':
      visit(node.name)
      return
    case 'ImportDeclaration':
      if (node.alias) visit(node.alias)
      visit(node.path)
      return
    case 'ExpressionStatement':
    case 'ParenExpression':
    case 'InterpolatedPart':
      visit(node.expression)
      return
    case 'VariableAssignment':
      visit(node.id)
      visit(node.init)
      return
    case 'MemberAssignment':
      visit(node.member)
      visit(node.init)
      return
    case 'OptionStatement':
      visit(node.assignment)
      return
    case 'ReturnStatement':
    case 'UnaryExpression':
      visit(node.argument)
      return
    case 'TestCaseStatement':
      visit(node.id)
      if (node.extends) visit(node.extends)
      visit(node.block)
      return
    case 'BuiltinStatement':
      visit(node.id)
      visit(node.type)
      return
    case 'Block':
      for (const statement of node.body) visit(statement)
      return
    case 'StringExpression':
      for (const part of node.parts) visit(part)
      return
    case 'ArrayExpression':
      for (const element of node.elements) visit(element)
      return
    case 'DictExpression':
      for (const entry of node.entries) {
        visit(entry.key)
        visit(entry.value)
      }
      return
    case 'RecordExpression':
      if (node.with) visit(node.with)
      for (const property of node.properties) visit(property)
      return
    case 'Property':
    case 'Parameter':
      visit(node.key)
      if (node.value) visit(node.value)
      return
    case 'FunctionExpression':
      for (const param of node.params) visit(param)
      visit(node.body)
      return
    case 'CallExpression':
      visit(node.callee)
      for (const arg of node.args) visit(arg)
      return
    case 'PipeExpression':
      visit(node.argument)
      visit(node.call)
      return
    case 'MemberExpression':
      visit(node.object)
      visit(node.property)
      return
    case 'IndexExpression':
      visit(node.array)
      visit(node.index)
      return
    case 'BinaryExpression':
    case 'LogicalExpression':
      visit(node.left)
      visit(node.right)
      return
    case 'ConditionalExpression':
      visit(node.test)
      visit(node.consequent)
      visit(node.alternate)
      return
    case 'TypeExpression':
      visit(node.type)
      for (const constraint of node.constraints) visit(constraint)
      return
    case 'TypeConstraint':
      visit(node.variable)
      for (const kind of node.kinds) visit(kind)
      return
    case 'ArrayType':
    case 'StreamType':
    case 'VectorType':
      visit(node.element)
      return
    case 'DictType':
      visit(node.key)
      visit(node.value)
      return
    case 'RecordType':
      if (node.with) visit(node.with)
      for (const property of node.properties) visit(property)
      return
    case 'TypeProperty':
      visit(node.name)
      visit(node.type)
      return
    case 'FunctionType':
      for (const param of node.params) visit(param)
      visit(node.result)
      return
    case 'TypeParameter':
      if (node.name) visit(node.name)
      visit(node.type)
      if (node.default) visit(node.default)
      return
    case 'BadStatement':
    case 'Identifier':
    case 'IntegerLiteral':
    case 'FloatLiteral':
    case 'StringLiteral':
    case 'TextPart':
    case 'DurationLiteral':
    case 'DateTimeLiteral':
    case 'RegexpLiteral':
    case 'PipeLiteral':
    case 'LabelLiteral':
    case 'BadExpression':
    case 'VariableType':
    case 'NamedType':
    case 'DynamicType':
    case 'LabelType':
      return
  }
}

/** Visits a node and everything below it, parents first. Answering false leaves out what is below. */
export function walk(node: Node, visit: (node: Node) => boolean | undefined): void {
  const inner = (one: Node): void => {
    if (visit(one) !== false) forEachChild(one, inner)
  }
  inner(node)
}

/**
 * The nodes around an offset, the file first and the innermost last. A node's end counts as inside it, so that a cursor
 * right behind a name is at that name; of two neighbours that touch there, the one that begins at the offset wins.
 */
export function pathAt(file: File, offset: number): Node[] {
  const path: Node[] = [file]
  let node: Node = file
  for (;;) {
    let inner: Node | null = null
    forEachChild(node, child => {
      if (child.from <= offset && offset <= child.to && (child.from < child.to || child.from === offset)) inner = child
    })
    if (!inner) return path
    node = inner as Exclude<Node, Attribute>
    path.push(node)
  }
}
