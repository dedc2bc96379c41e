#!/usr/bin/env node
// The emulated kt as one file that `kt-path` can name, for the workflows of this repository that use its own actions.
process.argv.splice(2, 0, 'emulated-kt');
await import('../dist/cli.mjs');
