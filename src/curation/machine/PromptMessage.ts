/** A turn of what is sent to a language model. */
export interface PromptMessage {
  role: 'system' | 'user';
  content: string;
}
