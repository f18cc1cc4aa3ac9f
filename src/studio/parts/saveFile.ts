/**
 * Hands a file to the browser's downloads. Where it goes is the person's own setting of the browser, which also tells how it
 * went: a picker of the studio's own would ask a second time.
 */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address after the click returns.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
