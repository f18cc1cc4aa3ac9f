/** Python reads YAML 1.1, in which `no` is no text. */
export const yamlOfTrainer = { version: '1.1' } as const;
