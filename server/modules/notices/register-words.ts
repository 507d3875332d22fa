import type { Locale } from '#contract/shared.ts'

/** Headings of the tables that a notice takes from the registers. They follow the language of the text. */
export interface RegisterWords {
  service: string
  company: string
  country: string
  purpose: string
  cookies: string
  none: string
  name: string
  task: string
  since: string
  /** In the column of days, for a company that an announced version lets begin; true before that day and after it. */
  beginsOn(day: string): string
  safeguard: string
  recipient: string
  personalData: string
  decidedOn: string
  kind: string
  keptFor: string
  from: string
  backups: string
  role: string
  controller: string
  processor: string
  whileAccountOpen: string
  untilRemoved: string
  atMost(days: string): string
}

export const registerWords: Readonly<Record<Locale, RegisterWords>> = {
  en: {
    service: 'Service',
    company: 'Company',
    country: 'Country',
    purpose: 'What it is for',
    cookies: 'Cookies, and how long they stay',
    none: 'none',
    name: 'Name',
    task: 'Task',
    since: 'Works for us since',
    beginsOn: (day) => `from ${day}`,
    safeguard: 'Safeguard',
    recipient: 'Recipient',
    personalData: 'Data',
    decidedOn: 'Decided on',
    kind: 'Kind of data',
    keptFor: 'Kept for',
    from: 'Counted',
    backups: 'In backups after that',
    role: 'Our role',
    controller: 'controller',
    processor: 'processor',
    whileAccountOpen: 'while the account is open',
    untilRemoved: 'until the entry is removed',
    atMost: (days) => `at most ${days}`,
  },
  de: {
    service: 'Dienst',
    company: 'Unternehmen',
    country: 'Land',
    purpose: 'Wozu',
    cookies: 'Cookies und wie lange sie bleiben',
    none: 'keine',
    name: 'Name',
    task: 'Aufgabe',
    since: 'Arbeitet für uns seit',
    beginsOn: (day) => `ab ${day}`,
    safeguard: 'Garantie',
    recipient: 'Empfänger',
    personalData: 'Daten',
    decidedOn: 'Beschlossen am',
    kind: 'Art der Daten',
    keptFor: 'Aufbewahrt',
    from: 'Gezählt',
    backups: 'Danach in Sicherungskopien',
    role: 'Unsere Rolle',
    controller: 'Verantwortlicher',
    processor: 'Auftragsverarbeiter',
    whileAccountOpen: 'solange das Konto besteht',
    untilRemoved: 'bis der Eintrag entfernt wird',
    atMost: (days) => `höchstens ${days}`,
  },
  ar: {
    service: 'الخدمة',
    company: 'الشركة',
    country: 'البلد',
    purpose: 'الغرض',
    cookies: 'ملفات الارتباط ومدة بقائها',
    none: 'لا يوجد',
    name: 'الاسم',
    task: 'المهمة',
    since: 'تعمل لصالحنا منذ',
    beginsOn: (day) => `ابتداءً من ${day}`,
    safeguard: 'الضمان',
    recipient: 'المتلقي',
    personalData: 'البيانات',
    decidedOn: 'تاريخ القرار',
    kind: 'نوع البيانات',
    keptFor: 'مدة الحفظ',
    from: 'بدء الاحتساب',
    backups: 'في النسخ الاحتياطية بعد ذلك',
    role: 'دورنا',
    controller: 'متحكم',
    processor: 'معالج',
    whileAccountOpen: 'ما دام الحساب مفتوحًا',
    untilRemoved: 'حتى يُزال القيد',
    atMost: (days) => `${days} على الأكثر`,
  },
}
