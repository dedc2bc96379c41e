import { CHAIN, type Guides, inFile, PACK } from './entry.js';

const CLEAN = `${PACK}${CHAIN}`;

export const SHAPE_GUIDE = {
  'document-shape': {
    what: 'The document has neither of the two documented shapes.',
    why: 'Other shapes are refused when the gateway loads the file.',
    wrong: 'version: "1"\npolicies:\n  - name: audit\n    type: audit-logger\n',
    right: CLEAN,
  },
  'missing-key': {
    what: 'A required key is missing.',
    why: 'The gateway does not load a configuration without it.',
    wrong: CLEAN.replace('  enabled: true\n', ''),
    right: CLEAN,
  },
  'wrong-type': {
    what: 'A value has the wrong type.',
    why: 'The gateway cannot read it.',
    wrong: CLEAN.replace('enabled: true', 'enabled: "yes"'),
    right: CLEAN,
  },
  'version-not-semver': {
    what: 'A version is not MAJOR.MINOR.PATCH.',
    why: 'The version is the identity that a gateway shows of what it serves.',
    wrong: CLEAN.replace('"1.4.0"', '"1.4"'),
    right: CLEAN,
  },
  'unknown-section': {
    what: 'A top-level key is not documented.',
    why: 'A misspelt section has no effect. The documented list is incomplete, so only a near miss is an error.',
    wrong: inFile('rate_limit: {}\n'),
    right: inFile('rate_limits: {}\n'),
  },
  'unknown-section-key': {
    what: 'A section has a key that is not documented.',
    why: 'A misspelt setting has no effect.',
    wrong: CLEAN.replace('  enabled: true\n', '  enabled: true\n  descripton: Answers customers\n'),
    right: CLEAN.replace('  enabled: true\n', '  enabled: true\n  description: Answers customers\n'),
  },
} as const satisfies Guides;
