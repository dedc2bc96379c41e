/** Name under which the main entry tells the post entry where its journal of writes is. */
export const JOURNAL_STATE = 'journal';

/** And under which it says which action it was. */
export const JOURNAL_ENTRY_STATE = 'entry';
