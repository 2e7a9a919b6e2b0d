import { expect, test } from 'vitest'
import { languageService } from './language.worker.ts'
import type { LanguageService } from './protocol.ts'

const service = languageService() as unknown as LanguageService

test('scripts are checked while the worker still warms up, patterns too', async () => {
  const told = async (text: string) => (await service.analyze({ text, variables: null })).map(({ code }) => code)
  expect(await told('_x = 1 + "a"')).toEqual(['mismatch'])
  expect(await told('_x = "a" =~ /a(b/')).toEqual(['pattern'])
  expect(await told('_x = "a" =~ /a(b)/')).toEqual([])
})
