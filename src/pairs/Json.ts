/** A JSON value: what files, metadata and events are made of. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
