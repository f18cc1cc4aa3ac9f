import { isLoopback } from '../hostCheck';
import type { TeamSetting } from './TeamSetting';

/**
 * Why a server for a team must not start as it was asked to, in a sentence that says what to do; null where it may. Cookies and tokens
 * that cross a network without TLS are everybody's.
 */
export function exposureFault(host: string, { publicUrl, behindTls }: TeamSetting): string | null {
  const address = publicUrl === null ? null : parsed(publicUrl);
  if (publicUrl !== null && (address === null || !/^https?:$/.test(address.protocol) || address.pathname !== '/'))
    return `--public-url ${publicUrl} is no address of a server: write it as https://assay.example.org.`;
  if (behindTls && address?.protocol !== 'https:')
    return '--behind-tls needs the address that people use: add --public-url https://assay.example.org.';
  if (behindTls) return null;
  if (address?.protocol === 'https:')
    return `${publicUrl ?? ''} needs a proxy that ends TLS in front of this server: set one up and add --behind-tls.`;
  if (address !== null && !isLoopback(address.hostname)) return withoutTls(publicUrl ?? '');
  return isLoopback(host) ? null : withoutTls(host);
}

function withoutTls(where: string): string {
  return (
    `A server for a team on ${where} would send passkeys, cookies and tokens unprotected. Put a proxy that ends TLS in front and start ` +
    'with --behind-tls --public-url https://..., or listen on 127.0.0.1.'
  );
}

function parsed(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
