import { describe, expect, it } from 'vitest'
import { clientAddress } from './client-address.ts'

describe('the address of a client', () => {
  it.each([
    ['is the peer, where no proxy of ours stands in front', '192.0.2.1', '198.51.100.9', 0, '192.0.2.1'],
    ['is what our one proxy saw, not what the caller wrote before it', '127.0.0.1', '1.1.1.1, 203.0.113.5', 1, '203.0.113.5'],
    ['is what the outer of our two proxies saw', '127.0.0.1', '1.1.1.1, 203.0.113.5, 10.0.0.2', 2, '203.0.113.5'],
    ['falls back to the peer when the chain is too short', '127.0.0.1', '203.0.113.5', 2, '127.0.0.1'],
  ])('%s', (_claim, peer, forwarded, hops, address) => {
    expect(clientAddress(peer, forwarded, hops)).toBe(address)
  })
})
