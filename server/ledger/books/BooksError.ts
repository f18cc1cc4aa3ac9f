/** Why an export cannot be restored, for the person at the terminal. */
export class BooksError extends Error {
  override name = 'BooksError';
}
