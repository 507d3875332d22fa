import { openDoor } from './cli/door.ts'
import { runCli } from './cli/run.ts'

process.exitCode = await runCli(process.argv.slice(2), {
  environment: process.env,
  // npm changes to the package's folder; a relative path means the one the person stands in.
  folder: process.env.INIT_CWD ?? process.cwd(),
  openDoor,
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
})
