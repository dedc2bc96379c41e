/**
 * Limits of the builtin reader. They keep a hostile file of an untrusted pull request from costing more than a moment;
 * a real configuration is three orders of magnitude smaller.
 */

/**
 * Longest policy or test file, in UTF-16 units. A gateway on Kubernetes gets its file from a ConfigMap, which holds at most 1 MiB:
 * https://kubernetes.io/docs/concepts/configuration/configmap/#motivation
 */
export const MAX_FILE_LENGTH = 1_048_576;

/** Deepest nesting, aliases followed. The deepest documented key (`providers.targets[].data_policy.retention_days`) is at 5. */
export const MAX_DEPTH = 64;

/** Values a file may stand for once its aliases are written out: what a "billion laughs" file multiplies. */
export const MAX_EXPANDED_VALUES = 100_000;

/** Findings kept per file; a file with more is a wrong file, and every finding is rendered several times. */
export const MAX_FINDINGS = 500;
