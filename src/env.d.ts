/// <reference types="vite/client" />
/// <reference types="unplugin-icons/types/vue" />

// Attributes that Vue's types do not know yet.
declare module 'vue' {
  interface ButtonHTMLAttributes {
    popovertarget?: string
    popovertargetaction?: 'hide' | 'show' | 'toggle'
  }
  interface HTMLAttributes {
    popover?: '' | 'auto' | 'manual'
    [data: `data-${string}`]: string | boolean | undefined
  }
}

export {}
