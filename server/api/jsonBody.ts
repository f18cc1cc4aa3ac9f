/** The body of a request: JSON by a schema, and never nothing. */
export function jsonBody<Schema>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } };
}
