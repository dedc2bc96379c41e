import type { Guides } from './entry.js';
import { CHAIN, PACK } from './entry.js';

const CLEAN = `${PACK}${CHAIN}`;
const SHOWN = 'https://docs.keeptrusts.com/docs/policies/config-pack-metadata';

/** These look at a file's past in Git or at several files, which one example file cannot show. */
export const IDENTITY_GUIDE = {
  'version-not-bumped': {
    what: 'The content of the pack differs from `base-ref`, and `pack.version` is the same. Comments and formatting are no difference.',
    why: 'Name and version are all that a gateway shows of its policy: nobody could tell which of the two contents it serves.',
    form: 'transcript',
    wrong: `# The file at base-ref says
  version: "1.4.0"
policies:
  chain:
    - audit-logger

# The file in this pull request says
  version: "1.4.0"
policies:
  chain:
    - pii-detector
    - audit-logger
`,
    right: CLEAN.replace('1.4.0', '1.5.0'),
    source: SHOWN,
  },
  'version-reused': {
    what: 'The branch held this pack and version before, with other content. Earlier names of the file are not followed.',
    why: 'A gateway that shows the version may serve either content, and a rollback to "the version" is ambiguous.',
    form: 'transcript',
    wrong: `# Commit 1 has version "1.4.0" and blocks; commit 2 has version "1.5.0"; now the file says
  version: "1.4.0"
# and redacts instead of blocking.
`,
    right: CLEAN.replace('1.4.0', '1.6.0'),
    source: SHOWN,
  },
  'version-lowered': {
    what: '`pack.version` is lower than at `base-ref`.',
    why: 'Who compares versions to see which policy is newer is misled. It is right only where a change is undone as a whole.',
    form: 'transcript',
    wrong: `# The file at base-ref says
  version: "1.4.0"

# The file in this pull request says
  version: "1.3.9"
`,
    right: CLEAN.replace('1.4.0', '1.4.1'),
    source: 'https://semver.org/#spec-item-11',
  },
  'duplicate-pack-id': {
    what: 'Two files of one run have the same `pack.id`, or the same `pack.name` where no id is given. An error when the inventory sends both to one control plane.',
    why: 'On one control plane the two would replace one another. One full file per environment, each for a control plane of its own, is fine.',
    form: 'transcript',
    wrong: `# configs/eu.yaml
pack:
  name: support-desk

# configs/us.yaml
pack:
  name: support-desk
`,
    right: CLEAN.replace('name: support-desk', 'name: support-desk\n  id: support-desk-us'),
    source: 'https://docs.keeptrusts.com/docs/features/cli/declarative-config',
  },
} as const satisfies Guides;
