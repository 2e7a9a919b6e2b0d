// Types and meanings for a whole file: Damas and Milner's inference with rows and kinds, solved on the fly. Every equality
// is unified and every kind required at the moment it arises, in the official order, for that order is the order of the
// messages. What a name means is settled on the way.
import { type File, type OptionStatement, type Span, type Statement, walk } from '../syntax/index.ts'
import type { PackageTypes } from './environment.ts'
import { ExpressionInference } from './inferExpressions.ts'
import type { Inferred } from './inferNames.ts'
import { isComposite, labelOf, prune, type Scheme, somePart, type Type } from './types.ts'
import { variableName } from './typeText.ts'
import { TooComplex } from './unify.ts'

export function infer(file: File, packages: PackageTypes, globals: ReadonlyMap<string, string>): Inferred {
  const inference = new Inference(file, packages, globals)
  inference.file()
  return inference
}

class Inference extends ExpressionInference {
  file(): void {
    try {
      for (const declaration of this.source.imports) this.import(declaration)
      for (const statement of this.source.body) this.statement(statement)
    } catch (thrown) {
      if (!(thrown instanceof TooComplex)) throw thrown
      this.put(this.source, { kind: 'tooComplex' })
    }
  }

  // ── statements ──

  protected statement(statement: Statement): void {
    switch (statement.kind) {
      case 'VariableAssignment':
        this.assignment(statement, 'variable')
        return
      case 'OptionStatement':
        this.option(statement)
        return
      case 'ExpressionStatement':
        this.infer(statement.expression)
        return
      case 'ReturnStatement':
        this.put(statement, { kind: 'returnInFile' })
        // Its value has no type, but a label in it is told first all the same.
        walk(statement.argument, node => {
          if (node.kind === 'LabelLiteral') this.checks.labelLiteral(node)
          return true
        })
        return
      case 'BuiltinStatement': {
        const scheme = this.checks.notation(statement)
        this.checkLabels(scheme, statement)
        const { id } = statement
        this.environment.define(this.define('builtin', id, statement, { scheme }))
        return
      }
      case 'TestCaseStatement': {
        this.define('testcase', statement.id, statement, { scheme: null })
        const fixed = this.environment.fixedCount
        this.scopes.push(this.environment.enter(statement))
        for (const inner of statement.block.body) this.statement(inner)
        this.environment.leave(fixed)
        return
      }
      case 'BadStatement':
        return
    }
  }

  protected option({ assignment }: OptionStatement): void {
    if (assignment.kind === 'VariableAssignment') {
      this.assignment(assignment, 'option')
      return
    }
    const value = this.infer(assignment.init)
    this.equal(this.member(assignment.member), value, assignment.init)
  }

  /** A variable that stands for a field's label must be told to be one. */
  protected checkLabels(scheme: Scheme, at: Span): void {
    const missing = new Set<number>()
    const visit = (type: Type): boolean => {
      const now = prune(type)
      if (now.kind === 'record') {
        const label = labelOf(now)
        if (typeof label !== 'string' && label.kind === 'bound' && !scheme.kinds.get(label.index)?.includes('Label')) {
          missing.add(label.index)
        }
      }
      if (isComposite(now)) somePart(now, visit)
      return false
    }
    visit(scheme.type)
    for (const index of missing) this.put(at, { kind: 'constraint', variable: variableName(index), need: 'Label' })
  }
}
