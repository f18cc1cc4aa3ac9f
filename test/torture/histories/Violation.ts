/** What a history has shown to be broken: `lost` and `altered` events, queues that are `stuck`. */
export class Violation extends Error {
  override name = 'Violation';

  constructor(
    readonly kind: 'lost' | 'altered' | 'stuck',
    message: string,
  ) {
    super(message);
  }
}
