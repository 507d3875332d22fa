import { describe, expect, it } from 'vitest'
import { Html, html, jsonInScript } from './html.ts'

describe('a template', () => {
  it('escapes every value, in text and in attributes', () => {
    const words = `<img src=x onerror="alert('1')">&`

    expect(html`<p title="${words}">${words}</p>`.text).toBe(
      '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</p>',
    )
  })

  it('keeps what a template wrote, alone or in lists, and shows nothing for nothing', () => {
    expect(html`<ul>${[html`<li>${1}</li>`, null, false, undefined, new Html('<li>2</li>')]}</ul>`.text).toBe(
      '<ul><li>1</li><li>2</li></ul>',
    )
  })
})

describe('data inside a script element', () => {
  it('cannot end the element and reads back the same', () => {
    const data = { words: '</script><!-- \u2028 & "quoted"' }

    const { text } = jsonInScript(data)

    expect(text).not.toMatch(/[<>&\u2028]/)
    expect(JSON.parse(text)).toEqual(data)
  })
})
