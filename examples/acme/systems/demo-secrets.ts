/** What the sample tools share with the privacy center in the demo. Production refuses them and takes its own from the environment. */
export const demoSecrets: Readonly<Record<'newsletter' | 'audience', string>> = {
  newsletter: 'whsec_YWNtZS1uZXdzbGV0dGVyLWRlbW8tc2VjcmV0',
  audience: 'whsec_YWNtZS1hdWRpZW5jZS1kZW1vLXNlY3JldCE=',
}
