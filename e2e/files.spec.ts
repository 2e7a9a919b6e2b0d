// Files dropped onto the page or opened: each kind is there for what it is good for.
import { expect, type Reader, test } from './reader.ts'

async function drop(reader: Reader, name: string, text: string): Promise<void> {
  const data = await reader.page.evaluateHandle(
    ([name, text]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([text], name))
      return transfer
    },
    [name, text],
  )
  await reader.page.dispatchEvent('body', 'drop', { dataTransfer: data })
}

test('scripts, CSV, metrics and line protocol', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await drop(reader, 'mine.flux', 'import "array"\narray.from(rows: [{v: 7}])\n')
  await expect(reader.area).toHaveValue(/v: 7/)
  await drop(
    reader,
    'a table.csv',
    '#datatype,string,long,double\n#group,false,false,false\n#default,_result,,\n,result,table,v\n,,0,4.5\n',
  )
  await expect(reader.area).toHaveValue(/csv.from\(file: "a table.csv"\)/)
  await reader.run()
  await expect(reader.tables).toContainText('4.5')
  await drop(reader, 'page.prom', '# TYPE up gauge\nup 3\n')
  await expect(reader.area).toHaveValue(/scrape\(url: "page.prom"\)/)
  await reader.run()
  await expect(reader.tables).toContainText('3')
  await drop(reader, 'points.lp', 'm,host=a f=8 1704067200000000000\n')
  await expect(reader.area).toHaveValue(/from\(bucket: "points"\)/)
  await reader.run()
  await expect(reader.tables).toContainText('8')

  await page.keyboard.press('Control+Shift+P')
  await page.getByRole('combobox', { name: 'Find a command' }).fill('save the script')
  const coming = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  expect((await coming).suggestedFilename()).toBe('points.flux')
})

test('a file that is not here is told as the engine tells it', async ({ reader }) => {
  await reader.open()
  await reader.write('import "csv"\n\ncsv.from(file: "nothing.csv")\n')
  await reader.run()
  await expect(reader.message).toContainText('open nothing.csv: no such file or directory')
  await expect(reader.message).toContainText('Drop the file onto the page')
})
