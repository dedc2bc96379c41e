import { type AnyStep, jobsOf, stepsOf, type WorkflowFile } from './workflow-files.js';

/** What a workflow of this repository has to keep to that no checker asks for; each rule gives sentences about what breaks it. */
export type WorkflowRule = (file: WorkflowFile) => readonly string[];

const OURS = /^(?:your-org\/keeptrusts-policy-action(?:\/[a-z]+)?@v1|\.\/.*|\.|\$\/.*)$/;
const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;

/** A tag can be moved to other code; the comment is for people, and for the tools that raise both. */
const pinned: WorkflowRule = ({ text }) =>
  [...text.matchAll(/^\s*(?:- )?uses: *(\S+)(.*)$/gm)].flatMap(([, uses = '', rest = '']) => {
    if (OURS.test(uses)) return [];
    return PINNED.test(uses) && /^ # v\d+\.\d+\.\d+$/.test(rest) ? [] : [`${uses}${rest} is not a commit with its version in a comment`];
  });

const withoutPermissions: WorkflowRule = ({ workflow }) =>
  JSON.stringify(workflow.permissions) === '{}' ? [] : ['permissions of the workflow are not {}'];

const ownPermissions: WorkflowRule = (file) =>
  jobsOf(file).flatMap(([name, { permissions }]) =>
    typeof permissions === 'object' && permissions !== null ? [] : [`job ${name} does not list its permissions`],
  );

const limitedInTime: WorkflowRule = (file) =>
  jobsOf(file).flatMap(([name, job]) =>
    job.uses !== undefined || Number.isInteger(job['timeout-minutes']) ? [] : [`job ${name} has no timeout-minutes`],
  );

/** Values that nobody outside can choose. In an example not even a matrix: the names of packs come from a pull request. */
const TRUSTED = { example: /^$/, own: /^\s*(?:matrix|runner|strategy)\.[\w.-]+\s*$/ } as const;

const noExpressionInScripts: WorkflowRule = (file) =>
  stepsOf(file).flatMap(({ run = '' }) =>
    [...run.matchAll(/\$\{\{(.*?)\}\}/g)].flatMap(([whole, inside = '']) =>
      TRUSTED[file.kind].test(inside) ? [] : [`a script has ${whole}: hand it over in env`],
    ),
  );

const withoutCredentials: WorkflowRule = (file) =>
  stepsOf(file).flatMap((step) =>
    step.uses?.startsWith('actions/checkout@') !== true || step.with?.['persist-credentials'] === false
      ? []
      : ['a checkout leaves its token behind: persist-credentials: false'],
  );

/** Whether a step may write to gateways. */
export function deploys({ uses = '', with: inputs = {} }: AnyStep): boolean {
  if (!/keeptrusts-policy-action|^\.\//.test(uses)) return false;
  return /\/deploy(?:@|$)/.test(uses) || (typeof inputs.stages === 'string' && /deploy|rollback/.test(inputs.stages));
}

const deploymentsEnd: WorkflowRule = (file) => {
  const { concurrency } = file.workflow;
  // This repository deploys to emulators only, whose runs may be cancelled.
  if (file.kind === 'own' || !stepsOf(file).some(deploys)) return [];
  return concurrency?.['cancel-in-progress'] === false && (concurrency.group ?? '') !== ''
    ? []
    : ['a deployment can be cancelled or meet another: concurrency with a group and cancel-in-progress: false'];
};

const historyForDeployments: WorkflowRule = (file) =>
  file.kind === 'own'
    ? []
    : jobsOf(file).flatMap(([name, { steps = [] }]) => {
        const checkout = steps.find(({ uses }) => uses?.startsWith('actions/checkout@') === true);
        return !steps.some(deploys) || checkout?.with?.['fetch-depth'] === 0 ? [] : [`job ${name} deploys without history: fetch-depth: 0`];
      });

/** It runs with the secrets of the repository whatever a stranger proposes. */
const noPrivilegedPullRequests: WorkflowRule = ({ workflow }) =>
  JSON.stringify(workflow.on ?? '').includes('pull_request_target') ? ['pull_request_target runs with secrets'] : [];

const introduced: WorkflowRule = ({ kind, text }) => {
  const comment = /^(?:# .*\n)+/.exec(text)?.[0] ?? '';
  if (kind === 'own') return [];
  return comment.startsWith('# For ') && /^# Prepare: /m.test(comment) && comment.split('\n').length - 1 <= 5
    ? []
    : ['does not begin with up to five lines that say for whom it is and what to prepare'];
};

export const WORKFLOW_RULES: Readonly<Record<string, WorkflowRule>> = {
  'actions of others are pinned': pinned,
  'the workflow has no permissions of its own': withoutPermissions,
  'each job lists its permissions': ownPermissions,
  'each job ends': limitedInTime,
  'no expression of others is part of a script': noExpressionInScripts,
  'no token stays on the disk': withoutCredentials,
  'a deployment that has begun ends': deploymentsEnd,
  'deployments have the history to go back': historyForDeployments,
  'strangers get no secrets': noPrivilegedPullRequests,
  'a reader learns whether it is for them': introduced,
};
