import { fileURLToPath } from 'node:url';

/**
 * One file per entry point, a handful of chunks with stable names. What every run needs lies in one chunk, because each further file costs a
 * cold start; what is heavy or seldom used lies in chunks of its own, loaded when needed.
 */
export default {
  input: {
    main: 'src/main.ts',
    validate: 'src/validate.ts',
    deploy: 'src/deploy.ts',
    verify: 'src/verify.ts',
    cli: 'src/cli.ts',
  },
  platform: 'node',
  resolve: {
    // yaml's entry for node is CommonJS, which is neither shaken nor compiled lazily; its ES modules are the same code.
    alias: { yaml: fileURLToPath(new URL('node_modules/yaml/browser/dist/index.js', import.meta.url)) },
  },
  preserveEntrySignatures: false,
  output: {
    dir: 'dist',
    format: 'esm',
    minify: false,
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
          test: /node_modules[\\/]yaml[\\/]|src[\\/]policy[\\/](document|comments|mend|mend-candidates|syntax|tree)\./,
          priority: 9,
        },
        { name: 're2js', test: /node_modules[\\/]re2js[\\/]/, priority: 9 },
        { name: 'emulator', test: /[\\/]emulator[\\/]/, priority: 9 },
        { name: 'inventory', test: /src[\\/]options[\\/](inventory|positions)|build[\\/]validators[\\/]inventory/, priority: 8 },
        { name: 'explain', test: /src[\\/](policy[\\/]lint[\\/](guide|explain)|run[\\/]explain)/, priority: 8 },
        { name: 'fix', test: /src[\\/](stages[\\/]fix-pack|policy[\\/]fix)\./, priority: 8 },
        { name: 'past', test: /src[\\/](run[\\/]past|stages[\\/]past|workspace[\\/]git)\./, priority: 8 },
        { name: 'install', test: /src[\\/]keeptrusts[\\/]install[\\/](?!kt-release)/, priority: 8 },
        { name: 'git', test: /src[\\/](workspace[\\/]git|(stages|run)[\\/]past)\.ts/, priority: 7 },
        { name: 'kt', test: /src[\\/]keeptrusts[\\/](kt-(?!locate|pack)|run-process)/, priority: 7 },
        {
          name: 'gateways',
          test: /src[\\/](keeptrusts[\\/](http|gateway|served)|stages[\\/](deploy|verify|watch|events)|run[\\/]token-check)/,
          priority: 7,
        },
        {
          name: 'core',
          test: /[\\/](src[\\/](github|keeptrusts|options|policy|report|run|stages|workspace|clock|version)|build[\\/])/,
          priority: 1,
        },
      ],
    },
  },
};
