/** A text of the clipboard as a file. Its name says when it was pasted; what it is, its content says. */
export function pastedFile(text: string, now = new Date()): File {
  const time = now.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
  return new File([text], `Pasted, ${time}`);
}
