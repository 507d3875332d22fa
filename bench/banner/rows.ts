import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { composeBanner, readParts } from '../../server/pages/banner-parts.ts'
import { categories, optional, type Service, scriptOf, sentences, services } from './content.ts'

/** One way to ask, in the page. Selectors are CSS; `host >>> inner` enters an open shadow tree. */
export interface Row {
  id: string
  head?: string
  begin?: string
  body?: string
  /** Files to be put beside the page: from a package, or as text. */
  files?: readonly { name: string; from?: string; text?: string }[]
  banner?: string
  accept?: string
  reject?: string
}

export const PORT = 4539
const root = path.resolve(import.meta.dirname, '../..')
const json = JSON.stringify
const of = (category: string) => services.filter((service) => service.category === category)
const waiting = (write: (service: Service) => string) => optional.map(write).join('')

/** The least that can be written by hand: one inline script, one element, the same gate for the same ten scripts. */
const floor: Row = {
  id: 'floor-inline',
  begin: `<script>(()=>{const D=document,G=${json(categories.map(({ id, title }) => [id, title]))},known=(D.cookie.match(/(?:^|; )floor=([^;]*)/)||[])[1]
const run=on=>D.querySelectorAll('script[data-c]').forEach(o=>{if(on.includes(o.dataset.c)){const s=D.createElement('script');s.src=o.dataset.src;o.replaceWith(s)}})
if(known!=null){D.addEventListener('DOMContentLoaded',()=>run(known));return}
const g=D.createElement('dialog');g.id='floor'
g.innerHTML='<style>#floor{position:fixed;inset:auto 1rem 1rem;margin:0 auto;max-width:60rem;font:16px/1.5 system-ui,sans-serif;border:1px solid #555;padding:1rem;background:#fff;color:#111}#floor button{font:inherit;padding:.6em 1em;margin:.3em .3em 0 0;border:0;background:#00457c;color:#fff}</style><h2>${sentences.title}</h2><p>${sentences.body} <a href="${sentences.notice}">Notice</a></p><form hidden>'+G.map(c=>'<label><input type=checkbox name='+c[0]+'> '+c[1]+'</label>').join('')+'</form><button value=a>${sentences.accept}</button><button value=r>${sentences.reject}</button><button value=m>${sentences.choose}</button>'
g.onclick=e=>{const b=e.target.value,f=g.querySelector('form');if(!b)return;if(b=='m'&&f.hidden){f.hidden=false;return}
const on=G.map(c=>c[0]).filter((c,i)=>!i||b=='a'||b=='m'&&f.elements[c].checked);D.cookie='floor='+on+';path=/;max-age=15552000;SameSite=Lax';g.remove();run(on+'')}
D.body.prepend(g);g.show()})()</script>`,
  body: waiting(({ id, category }) => `<script type="text/plain" data-c="${category}" data-src="${scriptOf(id)}"></script>`),
  banner: '#floor',
  accept: '#floor [value=a]',
  reject: '#floor [value=r]',
}

const vanilla: Row = {
  id: 'vanilla-cookieconsent 3.1.0',
  files: [
    { name: 'cc.js', from: 'vanilla-cookieconsent/dist/cookieconsent.umd.js' },
    { name: 'cc.css', from: 'vanilla-cookieconsent/dist/cookieconsent.css' },
  ],
  head: '<link rel="stylesheet" href="cc.css">',
  body: `${waiting(({ id, category }) => `<script type="text/plain" data-category="${category}" data-service="${id}" data-src="${scriptOf(id)}"></script>`)}<script src="cc.js"></script><script>CookieConsent.run(${json(
    {
      hideFromBots: false,
      categories: Object.fromEntries(
        categories.map(({ id }) => [
          id,
          {
            ...(id === 'necessary' ? { readOnly: true, enabled: true } : {}),
            services: Object.fromEntries(of(id).map(({ id: one, name }) => [one, { label: name }])),
          },
        ]),
      ),
      language: {
        default: 'en',
        translations: {
          en: {
            consentModal: {
              title: sentences.title,
              description: sentences.body,
              acceptAllBtn: sentences.accept,
              acceptNecessaryBtn: sentences.reject,
              showPreferencesBtn: sentences.choose,
            },
            preferencesModal: {
              title: sentences.choose,
              acceptAllBtn: sentences.accept,
              acceptNecessaryBtn: sentences.reject,
              savePreferencesBtn: sentences.save,
              sections: categories.map(({ id, title, summary }) => ({ title, description: summary, linkedCategory: id })),
            },
          },
        },
      },
    },
  )})</script>`,
  banner: '#cc-main .cm',
  accept: '#cc-main .cm [data-role=all]',
  reject: '#cc-main .cm [data-role=necessary]',
}

const orejime: Row = {
  id: 'orejime 3.2.1',
  files: [
    { name: 'o.js', from: 'orejime/dist/orejime-standard-en.js' },
    { name: 'o.css', from: 'orejime/dist/orejime-standard.css' },
  ],
  head: `<link rel="stylesheet" href="o.css"><script>window.orejimeConfig=${json({
    privacyPolicyUrl: sentences.notice,
    purposes: categories.map(({ id, title, summary }) => ({
      id,
      title,
      description: summary,
      purposes: of(id).map((service) => ({ id: service.id, title: service.name, cookies: [], isMandatory: id === 'necessary' })),
    })),
  })}</script>`,
  body: `${waiting(({ id }) => `<template data-purpose="${id}"><script src="${scriptOf(id)}"></script></template>`)}<script src="o.js"></script>`,
  banner: '.orejime-Banner',
  accept: '.orejime-Banner-saveButton',
  reject: '.orejime-Banner-declineButton',
}

const klaro: Row = {
  id: 'klaro 0.7.22',
  files: [{ name: 'klaro.js', from: 'klaro/dist/klaro.js' }],
  head: `<script>var klaroConfig=${json({
    version: 1,
    elementID: 'klaro',
    storageMethod: 'cookie',
    groupByPurpose: true,
    acceptAll: true,
    default: false,
    lang: 'en',
    translations: {
      en: {
        privacyPolicyUrl: sentences.notice,
        purposes: Object.fromEntries(categories.map(({ id, title }) => [id, { title }])),
        consentNotice: { description: sentences.body },
        acceptAll: sentences.accept,
        decline: sentences.reject,
      },
    },
    services: services.map(({ id, name, category }) => ({
      name: id,
      title: name,
      purposes: [category],
      required: category === 'necessary',
    })),
  })}</script><script defer src="klaro.js"></script>`,
  body: waiting(
    ({ id }) => `<script type="text/plain" data-type="application/javascript" data-name="${id}" data-src="${scriptOf(id)}"></script>`,
  ),
  banner: '#klaro .cookie-notice',
  accept: '#klaro .cm-btn-success',
  reject: '#klaro .cn-decline',
}

/** Ours, three ways: the text inline, one deferred file, and the small stub with the banner behind it. */
async function ours(): Promise<Row[]> {
  const digest = async (text: string) => createHash('sha256').update(text).digest('hex')
  const parts = readParts(readFileSync(path.join(root, 'dist/banner/consent.js'), 'utf8'))
  const config = {
    site: 'bench',
    operator: 'Bench',
    fingerprint: await digest('bench'),
    api: `http://127.0.0.1:${PORT}`,
    months: 6,
    texts: { en: JSON.parse(readFileSync(path.join(root, 'banner/texts/en.json'), 'utf8')) },
    notice: { en: `http://127.0.0.1:${PORT}${sentences.notice}` },
    categories: categories.map(({ id, title, summary }) => ({
      id,
      title: { en: title },
      summary: { en: summary },
      services: of(id).map(({ id: one, name }) => ({
        id: one,
        name,
        company: name,
        country: { en: 'Ireland' },
        purpose: { en: summary },
        cookies: [],
      })),
    })),
  }
  const { whole, stub, chunks } = await composeBanner(parts, config, 'en', [], digest)
  const shared = {
    body: waiting(
      ({ id, category }) => `<script type="text/plain" data-consent="${category}" data-service="${id}" src="${scriptOf(id)}"></script>`,
    ),
    banner: 'vitrine-banner >>> section',
    accept: 'vitrine-banner >>> .y + .y',
    reject: 'vitrine-banner >>> .y',
  }
  const files = [...chunks].map(([hash, text]) => ({ name: `../consent/${hash}.js`, text }))
  return [
    { ...shared, id: 'ours-inline', head: `<script>${whole}</script>`, files },
    {
      ...shared,
      id: 'ours-defer',
      head: '<script defer src="consent.js"></script>',
      files: [...files, { name: 'consent.js', text: whole }],
    },
    { ...shared, id: 'ours-stub', head: `<script>${stub}</script>`, files },
  ]
}

export const rows: readonly Row[] = [{ id: 'baseline' }, floor, orejime, vanilla, klaro, ...(await ours())]
