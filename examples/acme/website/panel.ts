/** The website's own script: keeps the panel "What ran on this page" true, and lets the footer's button and the address #choices open the banner. */
export const panelScript = `(() => {
  const root = document.documentElement
  const show = () => {
    const ran = new Set((root.dataset.tags ?? '').split(' '))
    for (const row of document.querySelectorAll('[data-tag]')) {
      const state = ran.has(row.dataset.tag) ? 'ran' : 'held'
      const word = row.querySelector('.state')
      row.dataset.state = state
      word.textContent = word.dataset[state]
    }
  }
  new MutationObserver(show).observe(root, { attributes: true, attributeFilter: ['data-tags'] })
  show()
  document.querySelector('[data-open-choices]').addEventListener('click', () => window.vitrine?.open())
  if (location.hash === '#choices') window.vitrine?.open()
})()
`
