export const roles = ['system', 'developer', 'user', 'assistant', 'tool'] as const;

export type Role = (typeof roles)[number];

/** One turn of a conversation. `thinking` is a reasoning block that came apart from the text. */
export interface Message {
  role: Role;
  content: string;
  thinking?: string;
}
