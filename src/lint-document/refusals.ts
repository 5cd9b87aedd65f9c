import type {Localized} from '../model/text.ts'

/** What the reader takes at most: an official document is far below each of these. */
export const readLimits = {
  fileBytes: 64 * 1024 * 1024,
  entries: 4000,
  unpackedBytes: 48 * 1024 * 1024,
  xmlDepth: 200,
} as const

/** Why a file cannot be checked. */
export type Refusal =
  | 'wrong-extension'
  | 'empty'
  | 'too-large'
  | 'old-word'
  | 'password'
  | 'pdf'
  | 'rtf'
  | 'not-a-zip'
  | 'broken-zip'
  | 'not-a-docx'
  | 'too-many-entries'
  | 'too-large-unpacked'
  | 'dtd'
  | 'broken-xml'
  | 'too-deep'
  | 'docx-named-txt'
  | 'binary'
  | 'utf-16'
  | 'tcvn3'
  | 'vni'
  | 'windows-1258'
  | 'not-utf-8'
  | 'legacy-font'
  | 'no-text'

/** A file that was not checked, and the part of it where that was seen. */
export interface Refused {
  ok: false
  refusal: Refusal
  part?: string
}

export function refuse(refusal: Refusal, part?: string): Refused {
  return part === undefined ? {ok: false, refusal} : {ok: false, refusal, part}
}

const saveAsDocx = {
  vi: 'Mở bằng Word hoặc LibreOffice, chọn "Lưu thành" dạng .docx rồi kiểm tra tệp mới.',
  en: 'Open it in Word or LibreOffice, save it as .docx, and check the new file.',
}
const saveAsUtf8 = {
  vi: 'Mở bằng Notepad, chọn "Lưu thành", mã hóa UTF-8, rồi kiểm tra lại.',
  en: 'Open it in Notepad, save it with the encoding UTF-8, and check it again.',
}
const toUnicode = {
  vi: 'Chuyển sang Unicode (Unikey: Ctrl+Shift+F6), lưu dạng UTF-8 rồi kiểm tra lại.',
  en: 'Convert it to Unicode (Unikey: Ctrl+Shift+F6), save it as UTF-8, and check it again.',
}
const askSender = {
  vi: 'Mở lại tệp gốc, lưu lại dạng .docx; nếu nhận từ nơi khác, đề nghị nơi gửi gửi lại.',
  en: 'Open the original and save it as .docx again; if it came from elsewhere, ask the sender for it again.',
}

/** What is wrong, and what to do next. */
export const refusalWords: Record<Refusal, {what: Localized; next: Localized}> = {
  'wrong-extension': {
    what: {vi: 'Chỉ kiểm tra được tệp .docx và .txt', en: 'Only .docx and .txt files can be checked'},
    next: saveAsDocx,
  },
  empty: {what: {vi: 'Tệp rỗng', en: 'The file is empty'}, next: askSender},
  'too-large': {
    what: {vi: 'Tệp lớn hơn 64 MB', en: 'The file is larger than 64 MB'},
    next: {vi: 'Bỏ bớt ảnh hoặc tách văn bản thành nhiều tệp.', en: 'Remove pictures or split the document.'},
  },
  'old-word': {what: {vi: 'Tệp ở dạng .doc cũ của Word', en: 'This is an old .doc file of Word'}, next: saveAsDocx},
  password: {
    what: {vi: 'Tệp có mật khẩu', en: 'The file has a password'},
    next: {
      vi: 'Mở bằng Word, bỏ mật khẩu, lưu thành tệp khác rồi kiểm tra tệp đó.',
      en: 'Open it in Word, remove the password, save it as another file and check that one.',
    },
  },
  pdf: {
    what: {vi: 'Tệp ở dạng PDF', en: 'This is a PDF file'},
    next: {vi: 'Kiểm tra bản .docx dùng để tạo ra PDF này.', en: 'Check the .docx that the PDF was made from.'},
  },
  rtf: {what: {vi: 'Tệp ở dạng RTF', en: 'This is an RTF file'}, next: saveAsDocx},
  'not-a-zip': {what: {vi: 'Tệp không phải DOCX: nội dung không phải tệp nén', en: 'No DOCX: the file is no archive'}, next: askSender},
  'broken-zip': {what: {vi: 'Tệp DOCX bị hỏng hoặc bị cắt', en: 'The DOCX file is damaged or cut'}, next: askSender},
  'not-a-docx': {
    what: {vi: 'Tệp nén này không chứa văn bản Word', en: 'The archive holds no Word document'},
    next: saveAsDocx,
  },
  'too-many-entries': {
    what: {vi: 'Tệp DOCX có quá nhiều mục bên trong (giới hạn 4000)', en: 'The DOCX has too many entries (the limit is 4000)'},
    next: askSender,
  },
  'too-large-unpacked': {
    what: {
      vi: 'Phần chữ của tệp DOCX giải nén ra quá lớn (giới hạn 48 MB)',
      en: 'The text of the DOCX unpacks to too much (the limit is 48 MB)',
    },
    next: askSender,
  },
  dtd: {
    what: {vi: 'Tệp DOCX có khai báo DTD, Word không bao giờ ghi như vậy', en: 'The DOCX declares a DTD, which Word never writes'},
    next: {
      vi: 'Không mở tệp này; báo cho người phụ trách an ninh mạng.',
      en: 'Do not open it; tell the person in charge of cybersecurity.',
    },
  },
  'broken-xml': {what: {vi: 'Nội dung tệp DOCX bị hỏng', en: 'The content of the DOCX is damaged'}, next: askSender},
  'too-deep': {
    what: {vi: 'Nội dung tệp DOCX lồng nhau quá 200 tầng', en: 'The content of the DOCX is nested deeper than 200'},
    next: askSender,
  },
  'docx-named-txt': {
    what: {vi: 'Tệp mang tên .txt nhưng là tệp nén hoặc tệp Word', en: 'The file is named .txt but is an archive or a Word file'},
    next: {vi: 'Đổi phần mở rộng cho đúng (.docx) rồi kiểm tra lại.', en: 'Give it its right extension (.docx) and check it again.'},
  },
  binary: {what: {vi: 'Tệp không phải văn bản', en: 'The file is no text'}, next: askSender},
  'utf-16': {what: {vi: 'Tệp văn bản ở mã UTF-16', en: 'The text file is in UTF-16'}, next: saveAsUtf8},
  tcvn3: {
    what: {vi: 'Tệp văn bản không phải UTF-8, có vẻ là mã TCVN3 (ABC)', en: 'The text is no UTF-8; it looks like TCVN3 (ABC)'},
    next: toUnicode,
  },
  vni: {what: {vi: 'Tệp văn bản không phải UTF-8, có vẻ là mã VNI', en: 'The text is no UTF-8; it looks like VNI'}, next: toUnicode},
  'windows-1258': {
    what: {vi: 'Tệp văn bản không phải UTF-8, có vẻ là mã Windows-1258', en: 'The text is no UTF-8; it looks like Windows-1258'},
    next: saveAsUtf8,
  },
  'not-utf-8': {what: {vi: 'Tệp văn bản không phải UTF-8', en: 'The text file is no UTF-8'}, next: saveAsUtf8},
  'legacy-font': {
    what: {
      vi: 'Chữ trong tệp dùng phông cũ (.VnTime hoặc VNI), không phải Unicode, nên không đọc được',
      en: 'The text uses an old font (.VnTime or VNI) instead of Unicode, so that it cannot be read',
    },
    next: {
      vi: 'Chuyển toàn bộ văn bản sang Unicode, phông Times New Roman, rồi kiểm tra lại.',
      en: 'Convert the whole document to Unicode in Times New Roman, and check it again.',
    },
  },
  'no-text': {
    what: {vi: 'Tệp không có chữ nào, có thể chỉ chứa ảnh quét', en: 'There is no text in the file; it may hold scanned pictures only'},
    next: {vi: 'Kiểm tra bản gốc có chữ của văn bản này.', en: 'Check the original that has its text.'},
  },
}
