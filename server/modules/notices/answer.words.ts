import type { Locale } from '#contract/shared.ts'
import type { NoticeAnswer } from '#domain/notice-decisions.ts'

/** What an answer means, as its receipt says it in the language in which it was given. */
export const answerWords: Readonly<Record<Locale, Readonly<Record<NoticeAnswer, string>>>> = {
  en: {
    acknowledged: 'I have read this version. This is no consent to anything.',
    objected: 'I object to this version. Nothing is deleted by this alone; I decide about my account before the version takes effect.',
    'partly-refused': 'I object to what this version changes about the purposes named below, and refuse them. My account stays.',
    'taken-back': 'I take my objection to this version back.',
  },
  de: {
    acknowledged: 'Ich habe diese Fassung gelesen. Das ist keine Einwilligung.',
    objected:
      'Ich widerspreche dieser Fassung. Dadurch allein wird nichts gelöscht; über mein Konto entscheide ich, bevor die Fassung in Kraft tritt.',
    'partly-refused':
      'Ich widerspreche dem, was diese Fassung an den unten genannten Zwecken ändert, und lehne diese Zwecke ab. Mein Konto bleibt.',
    'taken-back': 'Ich nehme meinen Widerspruch gegen diese Fassung zurück.',
  },
  ar: {
    acknowledged: 'قرأتُ هذه النسخة. هذا ليس موافقة على شيء.',
    objected: 'أعترض على هذه النسخة. لا يُحذف شيء بهذا وحده، وأقرر بشأن حسابي قبل أن تسري النسخة.',
    'partly-refused': 'أعترض على ما تغيّره هذه النسخة في الأغراض المذكورة أدناه وأرفضها. يبقى حسابي.',
    'taken-back': 'أسحب اعتراضي على هذه النسخة.',
  },
}
