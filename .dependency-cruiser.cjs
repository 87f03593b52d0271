/** The arrows between rooms (ARCHITECTURE.md, "Who may know whom"). */
const pure = '^services/analyzer/(rulebook|rule-checks|language|dialogue|engine|scoring|reader)/';
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'contracts-know-nobody',
      severity: 'error',
      from: { path: '^contracts/' },
      to: { path: '^(services|platform|cli|bench|test)/' },
    },
    {
      name: 'analyzer-core-is-pure',
      comment:
        'text, roles, parameters and a frozen rulebook in, findings out: no I/O, clock, environment, logger',
      severity: 'error',
      from: { path: pure, pathNot: '/generate/' },
      to: {
        pathNot: ['^contracts/', pure, '^node_modules/(zod|yaml|natural)/', '^(node:)?crypto$'],
      },
    },
    {
      name: 'personal-data-is-pure',
      comment:
        'texts in, spans and masks out: no I/O, clock, environment; folding of characters comes from the analyzer',
      severity: 'error',
      from: { path: '^services/review-api/personal-data/' },
      to: { pathNot: ['^contracts/', '^services/review-api/personal-data/', '^services/analyzer/language/'] },
    },
    {
      name: 'services-know-ports-not-adapters',
      severity: 'error',
      from: { path: '^services/', pathNot: '/main\\.ts$' },
      to: { path: '^platform/(event-log|record-store)/', pathNot: '/port\\.ts$' },
    },
    {
      name: 'services-do-not-know-each-other',
      comment:
        'review-api may call the pure analyzer core and its doors (explain, rulebook), nothing else crosses; mains compose',
      severity: 'error',
      from: { path: '^services/([^/]+)/', pathNot: '/main\\.ts$' },
      to: {
        path: '^services/',
        pathNot: [
          '^services/$1/',
          pure,
          '^services/analyzer/(analyse-call|explain-finding|load-rulebook-folder)\\.ts$',
        ],
      },
    },
    {
      name: 'platform-knows-no-service',
      severity: 'error',
      from: { path: '^platform/' },
      to: { path: '^(services|cli|bench|test)/' },
    },
    {
      name: 'kafkajs-stays-in-its-adapter',
      severity: 'error',
      from: { pathNot: ['^platform/(event-log/kafka|servers)/', '^(test|bench)/'] },
      to: { path: '^node_modules/kafkajs' },
    },
    {
      name: 'opensearch-stays-in-its-adapter',
      severity: 'error',
      from: { pathNot: ['^platform/record-store/opensearch/', '^(test|bench)/'] },
      to: { path: '^node_modules/@opensearch-project' },
    },
    {
      name: 'production-does-not-know-tests',
      severity: 'error',
      from: { path: '^(contracts|services|platform|cli)/' },
      to: { path: '^(test|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^services/review-console/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
