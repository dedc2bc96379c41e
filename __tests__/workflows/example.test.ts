import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { actionsUsed, adapted, withEnvironments } from './example.js';

const TEXT = `
on: push
concurrency:
  group: a
  queue: max
jobs:
  validate:
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 0
      - uses: your-org/keeptrusts-policy-action/validate@v1
        with:
          kt-version: 0.1.0
          tests: required
  promote:
    environment:
      name: production-eu
    steps:
      - uses: your-org/keeptrusts-policy-action@v1
        with:
          production-gateways: |
            eu-1=https://eu.gateway.example.com
            eu-2=https://eu2.gateway.example.com
          bake-time: 2m
          api-url: \${{ vars.API_URL }}
          api-token: \${{ secrets.TOKEN }} \${{ secrets.TOKEN_2 }}
`;

describe('an example that is executed', () => {
  test('has other addresses, no version to download and short waits, and is the same otherwise', () => {
    const { jobs, ...rest } = parse(adapted(TEXT, (id) => `http://${id}.test`));
    expect(rest).toEqual({ on: 'push', concurrency: { group: 'a' } });
    const before = parse(TEXT).jobs;
    expect(jobs.validate).toEqual({ steps: [before.validate.steps[0], { ...before.validate.steps[1], with: { tests: 'required' } }] });
    expect(jobs.promote.steps[0].with).toEqual({
      ...before.promote.steps[0].with,
      'production-gateways': 'eu-1=http://eu-1.test\neu-2=http://eu-2.test\n',
      'bake-time': '50ms',
      interval: '50ms',
      'deploy-timeout': '5s',
      'verify-timeout': '5s',
    });
  });

  test('reads the values of an environment in the jobs of that environment only', () => {
    const text = withEnvironments(TEXT, { 'production-eu': { secrets: { TOKEN: 'x' } }, staging: { secrets: { TOKEN: 'y' } } });
    const before = parse(TEXT);
    before.jobs.promote.steps[0].with['api-token'] = '${{ secrets.PRODUCTION_EU__TOKEN }} ${{ secrets.TOKEN_2 }}';
    expect(parse(text)).toEqual(before);
  });

  test('names the actions it uses once each', () => {
    expect(actionsUsed(TEXT)).toEqual([
      'actions/checkout@v5',
      'your-org/keeptrusts-policy-action/validate@v1',
      'your-org/keeptrusts-policy-action@v1',
    ]);
  });
});
