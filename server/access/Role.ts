/**
 * What a person may be in a project. They do not contain each other: a curator who also judges is an annotator too. An admin of
 * the server may do everything.
 */
export const roles = ['annotator', 'adjudicator', 'curator', 'admin'] as const;
export type Role = (typeof roles)[number];
