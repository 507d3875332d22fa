/** What the browser's own constructor takes. */
export type SocketAddress = ConstructorParameters<typeof WebSocket>

const KINDS = ['open', 'message', 'error', 'close'] as const

/**
 * WebSockets that wait. To its owner such a socket is one that is still connecting: it connects when it may, and closes as after a lost
 * connection when it may not.
 * @param Socket the browser's own
 */
export function heldSockets(Socket: typeof WebSocket) {
  class HeldSocket extends EventTarget {
    readonly url: string
    onopen: ((event: Event) => void) | null = null
    onmessage: ((event: Event) => void) | null = null
    onerror: ((event: Event) => void) | null = null
    onclose: ((event: Event) => void) | null = null
    #address: SocketAddress
    #socket: WebSocket | undefined
    #isClosed = false
    #binaryType: BinaryType = 'blob'

    constructor(...address: SocketAddress) {
      super()
      this.#address = address
      this.url = new URL(address[0], document.baseURI).href.replace(/^http/, 'ws')
      for (const kind of KINDS) this.addEventListener(kind, (event) => this[`on${kind}`]?.(event))
    }

    get readyState(): number {
      return this.#socket?.readyState ?? (this.#isClosed ? Socket.CLOSED : Socket.CONNECTING)
    }
    get bufferedAmount(): number {
      return this.#socket?.bufferedAmount ?? 0
    }
    get protocol(): string {
      return this.#socket?.protocol ?? ''
    }
    get extensions(): string {
      return this.#socket?.extensions ?? ''
    }
    get binaryType(): BinaryType {
      return this.#binaryType
    }
    set binaryType(type: BinaryType) {
      this.#binaryType = type
      if (this.#socket) this.#socket.binaryType = type
    }

    send(message: Parameters<WebSocket['send']>[0]): void {
      if (!this.#socket && !this.#isClosed) throw new DOMException('Still in CONNECTING state.', 'InvalidStateError')
      this.#socket?.send(message)
    }

    close(...given: Parameters<WebSocket['close']>): void {
      if (this.#socket) this.#socket.close(...given)
      else queueMicrotask(() => this.refuse())
    }

    /** Opens the connection that was asked for, unless its owner has given up. */
    connect(): void {
      if (this.#isClosed) return
      try {
        this.#socket = this.#open()
      } catch {
        // An address or a protocol that the browser refuses: the owner hears of it as a failure, since the call is long over.
        this.refuse()
      }
    }

    #open(): WebSocket {
      const socket = new Socket(...this.#address)
      socket.binaryType = this.#binaryType
      for (const kind of KINDS) {
        socket.addEventListener(kind, (event) => {
          const Kind = event.constructor as typeof Event
          this.dispatchEvent(new Kind(kind, event))
        })
      }
      return socket
    }

    refuse(): void {
      if (this.#isClosed) return
      this.#isClosed = true
      this.dispatchEvent(new Event('error'))
      this.dispatchEvent(new CloseEvent('close', { code: 1006 }))
    }
  }
  // `instanceof WebSocket` holds, and the constants are there.
  Object.setPrototypeOf(HeldSocket.prototype, Socket.prototype)
  return HeldSocket
}
