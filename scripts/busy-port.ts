import net from 'node:net'

/** The first of the ports on loopback that something else listens on already, or null. */
export async function busyPort(ports: readonly number[]): Promise<number | null> {
  for (const port of ports) if (await isTaken(port)) return port
  return null
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(true) : reject(error)))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(false)))
  })
}
