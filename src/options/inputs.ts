const PREFIX = 'INPUT_';

/**
 * The inputs of an action by option name, as the runner hands them over: `INPUT_<NAME>` upper-cased, spaces as `_`, hyphens kept; every input
 * that action.yml declares is there, as `''` when unset. Names nobody declared are kept, so that the parser can report them.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#inputs
 */
export function readInputs(environment: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(environment)
      .filter(([name, value]) => name.startsWith(PREFIX) && name !== PREFIX && value !== undefined)
      .map(([name, value]) => [name.slice(PREFIX.length).toLowerCase(), value ?? '']),
  );
}
