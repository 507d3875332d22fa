import type { SiteTexts } from './site-texts.ts'

export const en: SiteTexts = {
  direction: 'ltr',
  ownName: 'English',
  sample: 'Acme Mail is an invented company. This website exists to show the consent banner at work.',
  skip: 'Skip to content',
  pagesLabel: 'Pages',
  languagesLabel: 'Languages',
  nav: { home: 'Acme Mail', pricing: 'Prices', blog: 'Letter from the workshop' },
  home: {
    title: 'The mail your customers are waiting for',
    paragraphs: [
      'Order confirmations, invoices, new passwords: your shop or club hands them to us, and we carry them to the inbox.',
      'We send from two data centres, one in Sweden and one in Finland. You see for every message when it left and when it arrived.',
    ],
    deed: 'See the prices',
    points: [
      { title: 'Seven days, then empty', text: 'We delete the text of a message seven days after it was sent, and its log after thirty.' },
      { title: 'A no stays a no', text: 'Whoever asks for no more mail is on your suppression list within seconds, and stays there.' },
      { title: 'One port, one page', text: 'SMTP or a single HTTP call. The whole manual fits on one page.' },
    ],
  },
  pricing: {
    title: 'Three prices, no fourth',
    paragraphs: [
      'All prices are per month, before tax. You can leave on any day, and we return what is left of the month.',
      'When a month is fuller than your plan, we go on delivering and write to you. There is no bill you did not see coming.',
    ],
    plans: [
      { name: 'Postcard', price: '€0', text: 'Up to 500 messages. For a club, a choir, a first try.' },
      { name: 'Letter', price: '€12', text: 'Up to 20,000 messages. For a shop with regular customers.' },
      { name: 'Parcel', price: '€60', text: 'Up to 250,000 messages, with a sending address of your own.' },
    ],
  },
  blog: {
    title: 'Why we throw your mail away',
    byline: 'By Nora Ek, 3 November 2026',
    paragraphs: [
      'In our first year we kept every message we carried. Disks were cheap, and somebody might have asked. Nobody did.',
      'Then a customer wanted to know which of her order mails we still had. The honest answer was: all of them, with the addresses of people who have long since moved. We did not like how that sounded.',
      'So we wrote down what we truly need. A message text is useful while a delivery can still fail and be repeated: a few days. A log line is useful while someone may ask where a message went: a few weeks. Nothing after that helped anyone.',
      'Today the text goes after seven days and the log after thirty. Our disks are emptier, our backups are faster, and the answer to that question has become short.',
    ],
  },
  missing: { title: 'Return to sender', paragraphs: ['There is no page at this address.'] },
  chat: {
    title: 'Chat with our help desk',
    text: 'Good day. Somebody reads this between 9 and 17. What would you like to know about our prices?',
  },
  panel: {
    title: 'What ran on this page',
    intro: 'Ten services have a script in this page. Each one waits until you allow its category.',
    ran: 'ran',
    held: 'held back',
    categories: { preferences: 'Preferences', statistics: 'Statistics', advertising: 'Advertising' },
  },
  footer: {
    label: 'Privacy',
    notice: 'Privacy notice',
    cookies: 'Cookies',
    choices: 'Change privacy choices',
    center: 'Your data at Acme Mail',
    banner: 'Put this banner on a website',
  },
}
