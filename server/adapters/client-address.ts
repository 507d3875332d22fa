/**
 * The network address of the client. Only as many entries of X-Forwarded-For are believed as there are proxies of our own in front;
 * what stands further left was written by whoever called.
 * @param trustedHops how many proxies of our own stand in front
 */
export function clientAddress(peer: string | undefined, forwardedFor: string | null, trustedHops: number): string {
  if (trustedHops === 0 || forwardedFor === null) return peer ?? 'unknown'
  const hops = forwardedFor.split(',').map((hop) => hop.trim())
  return hops.at(-trustedHops) || (peer ?? 'unknown')
}
