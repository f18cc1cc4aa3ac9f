/** Bytes of a Parquet file that cannot mean what they say. The message says what and why, in words that follow a colon. */
export class ParquetDamage extends Error {
  override name = 'ParquetDamage';
}
