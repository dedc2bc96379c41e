import { decided, kindTable, open } from './table.js';

kindTable('document-analyzer', [
  ['enabled false switches it off', { enabled: false }, { request: { attachments: [{}] } }, decided('allow')],
  ['a request without a document passes', { allowed_mime_types: ['application/pdf'] }, 'Hi', decided('allow')],
  [
    'how a request carries a document is not documented',
    { max_document_bytes: 1 },
    { says: 'Hi', request: { attachments: [{}] } },
    open('undocumented', ['allow', 'block']),
  ],
  [
    'a part of a message that is no text may be one',
    { max_document_bytes: 1 },
    { request: { messages: [{ role: 'user', content: [{ type: 'file', file: {} }] }] } },
    open('undocumented', ['allow', 'block']),
  ],
  ['text parts are none', {}, { request: { messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] } }, decided('allow')],
  ['a data address may be one', {}, 'data:application/pdf;base64,AAAA', open('undocumented', ['allow', 'block'])],
]);
