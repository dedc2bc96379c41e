import { readState } from './github/outputs.js';
import { JOURNAL_ENTRY_STATE, JOURNAL_STATE } from './run/journal-states.js';

// Without a journal no write was begun: nothing is loaded, and the step says nothing.
const journal = readState(process.env, JOURNAL_STATE);
if (journal !== undefined) {
  const { lookAfter } = await import('./run/post.js');
  await lookAfter(journal, readState(process.env, JOURNAL_ENTRY_STATE) === 'root' ? 'root' : 'deploy', process.env);
}
