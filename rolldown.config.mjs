import { fileURLToPath } from 'node:url';
import { builtinImports } from './scripts/builtin-imports.mjs';
import { licences } from './scripts/licences.mjs';

/**
 * One file per entry point, a handful of chunks with stable names. What every run needs lies in one chunk, yaml included, because each further file
 * costs a cold start; what is heavy or seldom used lies in chunks of its own, loaded when needed.
 */
export default {
  input: {
    main: 'src/main.ts',
    validate: 'src/validate.ts',
    deploy: 'src/deploy.ts',
    verify: 'src/verify.ts',
    post: 'src/post.ts',
    cli: 'src/cli.ts',
  },
  platform: 'node',
  plugins: [builtinImports(), licences()],
  resolve: {
    // yaml's entry for node is CommonJS, which is neither shaken nor compiled lazily; its ES modules are the same code.
    alias: { yaml: fileURLToPath(new URL('node_modules/yaml/browser/dist/index.js', import.meta.url)) },
  },
  preserveEntrySignatures: false,
  output: {
    dir: 'dist',
    format: 'esm',
    minify: false,
    // Comments are for readers of the sources: they are a tenth of what each cold start would have to read.
    comments: { legal: true, annotation: true, jsdoc: false },
    cleanDir: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: 'chunks/[name].mjs',
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { name: 'undici', test: /node_modules[\\/]undici[\\/]/, priority: 9 },
        { name: 'globs', test: /node_modules[\\/](tinyglobby|fdir|picomatch)[\\/]/, priority: 9 },
        {
          name: 'yaml',
          test: /node_modules[\\/]yaml[\\/]|src[\\/]policy[\\/](document|comments|mend[-a-z]*|node-places|syntax|tree)\./,
          priority: 9,
        },
        { name: 're2js', test: /node_modules[\\/]re2js[\\/]/, priority: 9 },
        { name: 'emulator', test: /[\\/]emulator[\\/]/, priority: 9 },
        { name: 'inventory', test: /src[\\/]options[\\/](inventory|positions)|build[\\/]validators[\\/]inventory/, priority: 8 },
        { name: 'explain', test: /src[\\/](policy[\\/]lint[\\/](guide|explain)|run[\\/]explain)/, priority: 8 },
        { name: 'sarif', test: /src[\\/]report[\\/]sarif/, priority: 8 },
        {
          name: 'octokit',
          test: /node_modules[\\/](@actions|@octokit|before-after-hook|content-type|json-with-bigint|tunnel|universal-user-agent)[\\/]/,
          priority: 9,
        },
        {
          name: 'github',
          test: /src[\\/](github[\\/](asking|check|client|comment|pull-request|refusal)|report[\\/]comment|run[\\/](github-fetch|tell-github))/,
          priority: 8,
        },
        { name: 'fix', test: /src[\\/](stages[\\/]fix-pack|policy[\\/]fix)\./, priority: 8 },
        {
          name: 'past',
          test: /src[\\/](run[\\/](past|base-packs|policy-history|repository|rollback-source)|stages[\\/](past|base-packs|read-policy-history)|workspace[\\/]git(-objects)?)\./,
          priority: 8,
        },
        { name: 'changed-packs', test: /src[\\/]((run|stages)[\\/]changed-packs|options[\\/]inventory-changes)\./, priority: 8 },
        { name: 'newly-undecided', test: /src[\\/]stages[\\/]newly-undecided\./, priority: 8 },
        { name: 'mutation', test: /src[\\/](stages[\\/]mutation|policy[\\/]tests[\\/](mutation|mutants|weakenings))\./, priority: 8 },
        {
          name: 'cases',
          test: /src[\\/](policy[\\/]tests[\\/](cases|golden|inline|json|content|keys)|stages[\\/](read-cases|cases)|run[\\/]golden-files)\./,
          priority: 8,
        },
        // Of the command line alone, and loaded when it is asked for.
        { name: 'help', test: /src[\\/](options[\\/](help|commands|plain-flags)|report[\\/]command-json)\./, priority: 9 },
        { name: 'init', test: /src[\\/]run[\\/]init/, priority: 8 },
        { name: 'status', test: /src[\\/](run|stages|report)[\\/]status\./, priority: 8 },
        { name: 'summary', test: /src[\\/]report[\\/]summary/, priority: 8 },
        {
          name: 'record',
          test: /src[\\/](run[\\/]release-record|report[\\/]release-|github[\\/](api|approvals|change))/,
          priority: 8,
        },
        { name: 'look-after', test: /src[\\/]run[\\/]post\./, priority: 8 },
        {
          name: 'evaluate',
          test: /src[\\/](policy[\\/](evaluate[\\/]|tests[\\/](coverage|list-fields|untested))|stages[\\/]behaviour\.|run[\\/]try\.|report[\\/]junit\.)/,
          priority: 8,
        },
        { name: 'install', test: /src[\\/]keeptrusts[\\/]install[\\/](?!kt-release)/, priority: 8 },
        { name: 'kt', test: /src[\\/]keeptrusts[\\/](kt-(?!locate)|run-process)/, priority: 7 },
        {
          name: 'gateways',
          test: /src[\\/](keeptrusts[\\/](http|gateway(?!-address)|served)|stages[\\/](deploy|verify|watch|events|probe|policy-history)|run[\\/](token-check|known-secrets|run-deploy|run-verify|verify-kt|journal-file|paced-keeping))/,
          priority: 7,
        },
        {
          name: 'core',
          test: /[\\/](src[\\/](github|keeptrusts|options[\\/](?!flags)|policy|report|run[\\/](?!terminal)|stages|workspace|clock|edit-distance|version)|build[\\/])/,
          priority: 1,
        },
      ],
    },
  },
};
