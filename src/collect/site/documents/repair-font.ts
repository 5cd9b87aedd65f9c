/**
 * Text typed for fonts from before Unicode. TCVN3 (ABC) has one byte a letter, VNI a letter and a mark. Only what headings and names
 * need is undone, and only where the text cannot be Vietnamese otherwise.
 */
const tcvn3 = new Map(
  Object.entries({
    '¸': 'á',
    µ: 'à',
    '¶': 'ả',
    '·': 'ã',
    '¹': 'ạ',
    '¨': 'ă',
    '¾': 'ắ',
    '»': 'ằ',
    '¼': 'ẳ',
    '½': 'ẵ',
    Æ: 'ặ',
    '©': 'â',
    Ê: 'ấ',
    Ç: 'ầ',
    È: 'ẩ',
    É: 'ẫ',
    Ë: 'ậ',
    '®': 'đ',
    Ð: 'é',
    Ì: 'è',
    Î: 'ẻ',
    Ï: 'ẽ',
    Ñ: 'ẹ',
    ª: 'ê',
    Õ: 'ế',
    Ò: 'ề',
    Ó: 'ể',
    Ô: 'ễ',
    Ö: 'ệ',
    Ý: 'í',
    '×': 'ì',
    Ø: 'ỉ',
    Ü: 'ĩ',
    Þ: 'ị',
    ã: 'ó',
    ß: 'ò',
    á: 'ỏ',
    â: 'õ',
    ä: 'ọ',
    '«': 'ô',
    è: 'ố',
    å: 'ồ',
    æ: 'ổ',
    ç: 'ỗ',
    é: 'ộ',
    '¬': 'ơ',
    í: 'ớ',
    ê: 'ờ',
    ë: 'ở',
    ì: 'ỡ',
    î: 'ợ',
    ó: 'ú',
    ï: 'ù',
    ñ: 'ủ',
    ò: 'ũ',
    ô: 'ụ',
    '­': 'ư',
    ø: 'ứ',
    õ: 'ừ',
    ö: 'ử',
    '÷': 'ữ',
    ù: 'ự',
    ý: 'ý',
    ú: 'ỳ',
    û: 'ỷ',
    ü: 'ỹ',
    þ: 'ỵ',
    '¡': 'Ă',
    '¢': 'Â',
    '£': 'Ê',
    '¤': 'Ô',
    '¥': 'Ơ',
    '¦': 'Ư',
    '§': 'Đ',
  }),
)
/** A sign of TCVN3 between letters, which no Vietnamese word of Unicode has. */
const tcvn3Sign = /[a-zA-Z][µ¸¶·¹»¼½¾¨©®ª«¬\u00AD×÷][a-zA-Z]|[a-zA-Z][µ¸¶·¹»¼½¾]|®[a-zA-Zµ¸¶·¹]|§[a-z]/

const vniMarks = 'ùøûõïáàåãäéèúüëâêÙØÛÕÏÁÀÅÃÄÉÈÚÜËÂÊ'
const vni = new Map(
  Object.entries({
    aù: 'á',
    aø: 'à',
    aû: 'ả',
    aõ: 'ã',
    aï: 'ạ',
    aâ: 'â',
    aá: 'ấ',
    aà: 'ầ',
    aå: 'ẩ',
    aã: 'ẫ',
    aä: 'ậ',
    aê: 'ă',
    aé: 'ắ',
    aè: 'ằ',
    aú: 'ẳ',
    aü: 'ẵ',
    aë: 'ặ',
    eù: 'é',
    eø: 'è',
    eû: 'ẻ',
    eõ: 'ẽ',
    eï: 'ẹ',
    eâ: 'ê',
    eá: 'ế',
    eà: 'ề',
    eå: 'ể',
    eã: 'ễ',
    eä: 'ệ',
    où: 'ó',
    oø: 'ò',
    oû: 'ỏ',
    oõ: 'õ',
    oï: 'ọ',
    oâ: 'ô',
    oá: 'ố',
    oà: 'ồ',
    oå: 'ổ',
    oã: 'ỗ',
    oä: 'ộ',
    ôù: 'ớ',
    ôø: 'ờ',
    ôû: 'ở',
    ôõ: 'ỡ',
    ôï: 'ợ',
    uù: 'ú',
    uø: 'ù',
    uû: 'ủ',
    uõ: 'ũ',
    uï: 'ụ',
    öù: 'ứ',
    öø: 'ừ',
    öû: 'ử',
    öõ: 'ữ',
    öï: 'ự',
    yù: 'ý',
    yø: 'ỳ',
    yû: 'ỷ',
    yõ: 'ỹ',
    ô: 'ơ',
    ö: 'ư',
    ñ: 'đ',
    Ñ: 'Đ',
    ò: 'ị',
    æ: 'ỉ',
    ó: 'ĩ',
    î: 'ỵ',
  }),
)
/** A vowel with a loose mark that no Vietnamese letter has, or VNI's đ and ư. */
const vniSign = /[aeouyAEOUYôöÔÖ][øûïåäëüØÛÏÅÄËÜ]|[ñÑöÖ][a-zA-Z]|[a-zA-Z]ö|[ae]â[nmutcp]/

/** Whether a text was typed for such a font. */
export function needsRepair(text: string): boolean {
  return tcvn3Sign.test(text) || vniSign.test(text)
}

export function repairFont(text: string): string {
  // Nearly all text is plain: one look at the characters decides.
  if (!/[\u00A1-\u00FF]/.test(text)) return text
  if (tcvn3Sign.test(text)) return text.replace(/[\u00A1-\u00FF]/g, (letter) => tcvn3.get(letter) ?? letter)
  if (vniSign.test(text)) return repairVni(text)
  return text
}

function repairVni(text: string): string {
  let repaired = ''
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string
    const next = text[at + 1]
    const pair = next !== undefined && vniMarks.includes(next) ? vni.get(letter.toLowerCase() + next.toLowerCase()) : undefined
    const one = pair ?? vni.get(letter) ?? vni.get(letter.toLowerCase())
    repaired += one === undefined ? letter : letter === letter.toLowerCase() ? one : one.toUpperCase()
    if (pair !== undefined) at++
  }
  return repaired
}
