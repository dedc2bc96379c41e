/** Name and version as reports, User-Agent and `--version` show them; a test holds them to package.json. */
export const TOOL = { name: 'keeptrusts-policy-action', version: '0.1.0' } as const;
