// The appearance control of served pages that do without the portal's script; src/theme.ts does the same there.
const key = 'vitrine-theme'
const controls = document.querySelectorAll('input[name="theme"]')

function show(theme) {
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  else delete document.documentElement.dataset.theme
}

const stored = localStorage.getItem(key)
show(stored)
for (const control of controls) {
  if (control.value === stored) control.checked = true
  control.addEventListener('change', () => {
    if (control.value === 'device') localStorage.removeItem(key)
    else localStorage.setItem(key, control.value)
    show(control.value)
  })
}
