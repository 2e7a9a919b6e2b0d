// `npm start`: serves the built page under its own policy, and opens the browser where there is one.
//   npm start -- --allow http://localhost:8086   opens the local proxy for that origin (again for more)
//   npm start -- --port 4000 --no-open
import { argumentsOrExit, welcome } from './arguments.ts'
import { buildIfStale, servePage } from './servePage.ts'

const given = argumentsOrExit('npm start --')
if (await buildIfStale()) process.stdout.write('Built the page.\n')
const { address } = await servePage(given.origins, given.port)
welcome(address, given)
