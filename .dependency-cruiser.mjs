// Which folder may import which. src/README.md tells the same in words; `npm run layers` enforces it.
// Type-only imports count as well (tsPreCompilationDeps): a type that crosses a layer drags its design along.

/** Node modules that reach the file system, the network, other processes or the host. */
const ioModules =
  '^(node:)?(fs|child_process|net|tls|http|http2|https|dgram|dns|os|worker_threads|cluster|readline|tty|vm|timers|repl|inspector)(/|$)';

/** Builds one allow-list: files under `from` may import nothing but what matches one of `to`. */
function onlyImports(name, comment, from, to) {
  return { name, comment, severity: 'error', from: { path: from }, to: { pathNot: to } };
}

/** The path of an npm package once resolved, for use in an allow-list. */
function npm(name) {
  return `^node_modules/${name}/`;
}

export default {
  forbidden: [
    onlyImports(
      'model-imports-nothing',
      'The model is plain data and types that every layer shares; anything it imported would reach everywhere.',
      '^src/model/',
      ['^src/model/'],
    ),
    onlyImports(
      'ecosystems-know-only-the-model',
      'A comparer orders two versions; it needs no estate, no clock and no text parser but the named ones.',
      '^src/ecosystems/',
      ['^src/ecosystems/', '^src/model/', npm('packageurl-js')],
    ),
    onlyImports(
      'feeds-know-only-the-model',
      'A feed reader turns one text into data; fetching is an adapter, matching is core. What a package URL names is said once, beside the ecosystems.',
      '^src/feeds/',
      [
        '^src/feeds/',
        '^src/model/',
        '^src/core/time\\.ts$',
        '^src/ecosystems/purl\\.ts$',
        npm('yaml'),
        npm('fast-xml-parser'),
      ],
    ),
    onlyImports(
      'core-is-pure',
      'Core decides from its arguments alone: no I/O, no rendering, no adapter, so one evaluator serves every surface.',
      '^src/core/(?!digest\\.ts$)',
      [
        '^src/core/',
        '^src/model/',
        '^src/ecosystems/',
        npm('yaml'),
        npm('temporal-polyfill'),
        npm('ae-cvss-calculator'),
        npm('packageurl-js'),
      ],
    ),
    onlyImports(
      'digest-adds-only-crypto',
      'Digests are the one place in core that needs a Node module, and it is a pure one.',
      '^src/core/digest\\.ts$',
      ['^src/core/', '^src/model/', '^(node:)?crypto$'],
    ),
    {
      name: 'temporal-only-in-time',
      comment: 'One file names Temporal, so that a calendar rule is changed in one place.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/core/time\\.ts$' },
      to: { path: npm('temporal-polyfill') },
    },
    onlyImports(
      'render-never-decides',
      'A renderer turns a finished view into text; what it could import from core it would be tempted to decide. ' +
        'Printing an instant in a zone is no decision, so the calendar alone is open to it.',
      '^src/render/',
      ['^src/render/', '^src/model/', '^src/core/time\\.ts$', npm('handlebars')],
    ),
    onlyImports(
      'exporters-never-decide',
      'An exporter turns approved visits into files for an engine.',
      '^src/exporters/',
      ['^src/exporters/', '^src/model/'],
    ),
    {
      name: 'adapters-know-only-the-model',
      comment: 'An adapter implements a port of the model with I/O and decides nothing.',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { pathNot: ['^src/adapters/', '^src/model/', npm('@octokit'), npm('yauzl')], dependencyTypesNot: ['core'] },
    },
    {
      name: 'adapters-only-from-commands',
      comment: 'Commands wire ports to adapters; any other importer would do I/O behind an argument.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/adapters/', '^src/commands/'] },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'commands-only-from-entries',
      comment: 'Nothing below may call back up into a command.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/commands/', '^src/(cli|action|index)\\.ts$'] },
      to: { path: '^src/commands/' },
    },
    {
      name: 'library-does-no-io',
      comment: 'Whoever embeds the library hands texts in; nothing that it reaches may open a file of theirs.',
      severity: 'error',
      from: { path: '^src/index\\.ts$' },
      to: { path: '^src/adapters/', reachable: true },
    },
    onlyImports(
      'cli-imports-only-commands',
      'The entry loads nothing before it knows what was asked; node:fs is part of a bare Node and answers --version.',
      '^src/cli\\.ts$',
      ['^src/commands/', '^(node:)?(fs|module)$'],
    ),
    onlyImports(
      'action-imports-only-commands',
      'The entry of the GitHub Action puts the token in its place before anything is loaded.',
      '^src/action\\.ts$',
      ['^src/commands/'],
    ),
    {
      name: 'only-adapters-do-io',
      comment:
        'File system, network, processes and host facts stay behind a port, so everything else runs without mocks.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/adapters/', '^src/cli\\.ts$'] },
      to: { path: ioModules },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or lack a third.',
      severity: 'error',
      from: { path: '^(src|test)/' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that imports nothing is left over.',
      severity: 'error',
      from: { path: '^src/', orphan: true, pathNot: ['\\.d\\.ts$', '/generated/', '^src/(cli|action|index)\\.ts$'] },
      to: {},
    },
    {
      name: 'src-not-to-test',
      comment: 'The product never depends on its tests.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|\\.scripts)/' },
    },
    {
      name: 'no-import-of-a-test',
      comment: "What tests share lives in test/support or test/contract; a test file is nobody's library.",
      severity: 'error',
      from: {},
      to: { path: '\\.(test|bench)\\.ts$' },
    },
    {
      name: 'not-to-dev-dependencies',
      comment: 'What src imports at run time is installed with the package.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'An import that resolves to nothing would also slip through every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    // Compiled validators are build products that import nothing of ours.
    exclude: { path: '^(dist|coverage)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
