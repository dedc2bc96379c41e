import { decided, kindTable, open } from './table.js';

const HEADER = { 'X-Consent-Token': 't' };

kindTable('gdpr-compliance', [
  ['a missing consent header blocks', {}, 'Hi', decided('block')],
  ['a present one lets through', {}, { headers: HEADER }, decided('allow')],
  ['the header can have another name, without case', { consent_header: 'X-OK' }, { headers: { 'x-ok': '1' } }, decided('allow')],
  ['then the default one is not enough', { consent_header: 'X-OK' }, { headers: HEADER }, decided('block')],
  ['consent_required false lets through', { consent_required: false }, 'Hi', decided('allow')],
  [
    'a verification endpoint decides on a present one',
    { consent_verification_endpoint: 'https://consent.example' },
    { headers: HEADER },
    open('needs-network', ['allow', 'block']),
  ],
  ['a missing one is blocked before that', { consent_verification_endpoint: 'https://consent.example' }, 'Hi', decided('block')],
  [
    'whether a header without a value is missing is not documented',
    {},
    { headers: { 'X-Consent-Token': '' } },
    open('undocumented', ['allow', 'block']),
  ],
]);
