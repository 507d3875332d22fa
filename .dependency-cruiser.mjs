// The walls of the house. Each rule says why in one sentence; run with: depcruise src domain contract server banner
const wall = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
export default {
  forbidden: [
    wall('no-cycles', 'Two files that need each other are one file, or hide a third.', {}, { circular: true }),
    wall(
      'contract-stands-on-domain',
      'contract/ stands on domain/ and its schema library, nothing else of ours.',
      { path: '^contract/' },
      { path: '^(src|server|banner|tests)/' },
    ),
    wall(
      'domain-is-pure',
      'Rules are plain functions: no packages, no schemas.',
      { path: '^domain/', pathNot: '\\.spec\\.ts$' },
      { pathNot: '^domain/' },
    ),
    wall(
      'portal-meets-server-over-http',
      'Only the demo entry may carry a server inside.',
      { path: '^src/', pathNot: '^src/demo\\.ts$|\\.spec\\.ts$' },
      { path: '^server/' },
    ),
    wall(
      'portal-takes-contract-as-types',
      'Types cost nothing; a schema library in the browser costs 25 kB.',
      { path: '^src/', pathNot: '\\.spec\\.ts$' },
      { path: '^contract/', dependencyTypesNot: ['type-only'] },
    ),
    wall(
      'work-asks-for-ports',
      'Sweeps call use cases and ports, never adapters.',
      { path: '^server/work/', pathNot: '\\.spec\\.ts$' },
      { path: '^server/adapters/' },
    ),
    wall(
      'contract-needs-only-its-schema-library',
      'The contract is data: schemas and routes.',
      { path: '^contract/', pathNot: '\\.spec\\.ts$' },
      { path: 'node_modules', pathNot: 'node_modules/(zod|@hono/zod-openapi)' },
    ),
    wall('server-has-no-face', 'The server does not know what it looks like.', { path: '^server/' }, { path: '^(src|banner)/' }),
    wall(
      'banner-is-tiny',
      'Runtime: domain only. zod costs 20 kB; types cost nothing.',
      { path: '^banner/', pathNot: '\\.spec\\.ts$' },
      { pathNot: '^(banner/|domain/)', dependencyTypesNot: ['type-only'] },
    ),
    wall(
      'server-core-runs-anywhere',
      'Only adapters, mains and the command line touch Node.',
      { path: '^server/', pathNot: '^server/(adapters/|main\\.|cli)|\\.spec\\.ts$' },
      { dependencyTypes: ['core'] },
    ),
    wall(
      'mains-wire-adapters',
      'Modules ask for ports; a main brings adapters.',
      { path: '^server/(app\\.ts|modules/|ports/)', pathNot: '\\.spec\\.ts$' },
      { path: '^server/adapters/' },
    ),
    wall(
      'modules-are-neighbours',
      'A server module talks to another through its index only.',
      { path: '^server/modules/([^/]+)/' },
      { path: '^server/modules/', pathNot: ['^server/modules/$1/', '^server/modules/[^/]+/index\\.ts$'] },
    ),
    wall(
      'pages-are-strangers',
      'What two pages need moves to a shared room.',
      { path: '^src/pages/([^/]+)/' },
      { path: '^src/pages/', pathNot: '^src/pages/$1/' },
    ),
    wall(
      'shared-rooms-look-down',
      'Components, composables, stores and api never reach up.',
      { path: '^src/(components|composables|stores|api)/' },
      { path: '^src/(pages/|router|main|demo|App)' },
    ),
    wall(
      'components-hold-no-state',
      'Shared components take props and emit events.',
      { path: '^src/components/' },
      { path: '^src/(stores|api)/', dependencyTypesNot: ['type-only'] },
    ),
    wall(
      'api-knows-no-vue',
      'The client is plain TypeScript.',
      { path: '^src/api/' },
      { path: '(^src/(stores|composables|components)/)|node_modules/(vue|pinia)' },
    ),
    wall('only-api-speaks-http', 'axios lives in src/api.', { path: '^src/', pathNot: '^src/api/' }, { path: 'node_modules/axios' }),
    wall('no-orphans', 'A file nobody imports is a memory, and git keeps those.', { orphan: true, pathNot: '\\.d\\.ts$' }, {}),
    wall(
      'no-phantom-packages',
      'Everything imported is in package.json.',
      { path: '^(src|server|domain|contract|banner)/' },
      // Icons are modules that unplugin-icons makes at build time; the worker of the demo is made by msw's plugin.
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], pathNot: '^(~icons/|msw/)' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true, // see type-only imports too
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types'], extensions: ['.ts', '.vue', '.js', '.mjs'] },
  },
}
