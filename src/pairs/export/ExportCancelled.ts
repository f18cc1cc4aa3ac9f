/** A person or a newer request ended the export. */
export class ExportCancelled extends Error {
  override name = 'ExportCancelled';

  constructor() {
    super('The export was ended.');
  }
}
