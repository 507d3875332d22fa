// Runs before any script of the page. Defines what "visible", "settled" and "gone" mean for every row.
;(() => {
  const seen = { shift: 0, paint: null, visible: null, settled: null, click: null, gone: null, stored: null }
  window.seen = seen
  const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
  watch('layout-shift', (entry) => {
    if (!entry.hadRecentInput) seen.shift += entry.value
  })
  watch('paint', (entry) => {
    if (entry.name === 'first-contentful-paint') seen.paint = entry.startTime
  })
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')
  const stored = () => {
    if (seen.click !== null) seen.stored ??= performance.now()
  }
  Object.defineProperty(Document.prototype, 'cookie', {
    ...cookie,
    set(line) {
      stored()
      cookie.set.call(this, line)
    },
  })
  const { setItem } = Storage.prototype
  Storage.prototype.setItem = function (...given) {
    stored()
    return setItem.apply(this, given)
  }
  window.find = (selector) => {
    let scope = document
    let found = null
    for (const part of selector.split('>>>')) {
      found = scope?.querySelector(part.trim()) ?? null
      scope = found?.shadowRoot ?? found
    }
    return found
  }
  // The product of opacities up the composed tree; nothing when less than half of it is in the window.
  window.opacityOf = (element) => {
    if (!element?.isConnected) return 0
    const box = element.getBoundingClientRect()
    const width = Math.min(box.right, innerWidth) - Math.max(box.left, 0)
    const height = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0)
    if (width <= 0 || height <= 0 || width * height < 0.5 * Math.min(box.width * box.height, innerWidth * innerHeight)) return 0
    if (getComputedStyle(element).visibility !== 'visible') return 0
    let product = 1
    for (let up = element; up; up = up.assignedSlot ?? up.parentElement ?? up.getRootNode().host) product *= getComputedStyle(up).opacity
    return product
  }
  const afterFrame = (then) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = then
    port2.postMessage(0)
  }
  window.watchFor = (selector) => {
    let last = ''
    const look = () => {
      const element = window.find(selector)
      const opacity = window.opacityOf(element)
      if (opacity >= 0.5) afterFrame(() => (seen.visible ??= performance.now()))
      const place = opacity >= 0.99 ? JSON.stringify(element.getBoundingClientRect()) : ''
      if (place !== '' && place === last) return afterFrame(() => (seen.settled ??= performance.now()))
      last = place
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }
  window.watchGone = (selector) => {
    addEventListener('click', (event) => (seen.click ??= event.timeStamp), { capture: true, once: true })
    const look = () => {
      if (seen.click !== null && window.opacityOf(window.find(selector)) < 0.05) return afterFrame(() => (seen.gone ??= performance.now()))
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }
})()
