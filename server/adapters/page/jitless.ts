import { config } from 'zod'

// zod tries out `new Function`, which the page's policy refuses and reports on the console. Imported before any schema is made.
config({ jitless: true })
