const IMPORT = /^import (?:(\* as )?([\w$]+)|\{([^}]*)\}) from "(node:[^"]+)";$/gm;

/**
 * A rolldown plugin that takes Node's own modules with `process.getBuiltinModule` instead of `import`. An import makes Node read every
 * export, which loads what lies behind the lazy ones: TextDecoder's and the stream classes' modules, a third of an empty process for
 * `node:util` and `node:fs` together, although nothing here uses them. The sources keep the ordinary imports.
 * Source: https://nodejs.org/api/process.html#processgetbuiltinmoduleid (Node 20.16)
 */
export function builtinImports() {
  return {
    name: 'builtin-imports',
    renderChunk: (code) => ({
      code: code.replace(IMPORT, (_whole, _star, name, names, module) => {
        const target = names === undefined ? name : `{${names.replaceAll(' as ', ': ')}}`;
        return `const ${target} = process.getBuiltinModule("${module}");`;
      }),
    }),
  };
}
