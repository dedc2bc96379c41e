import { decided, kindTable, open } from './table.js';

const USER = { 'X-User-ID': 'u1' };

kindTable('rbac', [
  ['by default X-User-ID must be there', {}, 'Hi', decided('block')],
  ['and then the request passes', {}, { says: 'Hi', headers: USER }, decided('allow')],
  ['header names are compared without case', { deny_if_missing: ['X-USER-ID'] }, { headers: { 'x-user-id': 'u1' } }, decided('allow')],
  ['every listed header must be there', { deny_if_missing: ['X-User-ID', 'X-User-Role'] }, { headers: USER }, decided('block')],
  ['an empty list requires none', { deny_if_missing: [] }, 'Hi', decided('allow')],
  ['require_auth wants a bearer token', { require_auth: true }, { headers: USER }, decided('block')],
  ['another scheme is none', { require_auth: true }, { headers: { ...USER, Authorization: 'Basic eDp5' } }, decided('block')],
  ['with one it passes', { require_auth: true }, { headers: { ...USER, Authorization: 'Bearer t' } }, decided('allow')],
  [
    'roles restrict tools, so without a tool they play no part',
    { roles: { analyst: { allowed_tools: ['search'] } } },
    { headers: USER },
    decided('allow'),
  ],
  [
    'which header carries the role is not documented',
    { roles: { analyst: { allowed_tools: ['search'] } } },
    { headers: { ...USER, 'X-User-Role': 'analyst' }, calls: ['search'] },
    open('undocumented', ['allow', 'block']),
  ],
  [
    'a key that no field list has may restrict more',
    { roles: { analyst: { allowed_models: ['a'] } } },
    { headers: USER },
    open('undocumented', ['allow', 'block']),
  ],
  [
    'nor what makes a request sensitive',
    { data_access: { analyst: { max_sensitivity: 'public' } } },
    { headers: USER },
    open('undocumented', ['allow', 'block']),
  ],
  ['nor what counts as health data', { minimum_necessary: { enabled: true } }, { headers: USER }, open('undocumented', ['allow', 'block'])],
  ['minimum_necessary can be off', { minimum_necessary: { enabled: false } }, { headers: USER }, decided('allow')],
  ['default_action is in no field list', { default_action: 'deny' }, { headers: USER }, open('undocumented', ['allow', 'block'])],
  [
    'whether a header without a value is missing is not documented',
    {},
    { headers: { 'X-User-ID': '' } },
    open('undocumented', ['allow', 'block']),
  ],
]);
