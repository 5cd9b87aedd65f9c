import type {Localized} from '../model/text.ts'

const texts = {
  'no-workspace': {
    what: {vi: 'Chưa có không gian làm việc ở đây', en: 'There is no workspace here'},
    next: {vi: 'Tạo mới, hoặc chỉ đúng thư mục bằng --workspace.', en: 'Create one, or name the right folder with --workspace.'},
  },
  'workspace-exists': {
    what: {vi: 'Thư mục này đã là một không gian làm việc', en: 'This folder is a workspace already'},
    next: {vi: 'Dùng ngay nó, hoặc chọn thư mục khác.', en: 'Use it, or choose another folder.'},
  },
  'folder-not-empty': {
    what: {vi: 'Thư mục đang có tệp khác', en: 'The folder holds other files'},
    next: {vi: 'Chọn thư mục trống hoặc tên chưa có.', en: 'Choose an empty folder or a name that does not exist yet.'},
  },
  'not-writable': {
    what: {vi: 'Không được phép ghi', en: 'Writing is not allowed'},
    next: {
      vi: 'Cấp quyền ghi cho người dùng này, bỏ thuộc tính chỉ đọc, hoặc chép không gian làm việc sang ổ đĩa ghi được.',
      en: 'Give this user the right to write, clear the read-only attribute, or copy the workspace to a writable disk.',
    },
  },
  'not-readable': {
    what: {vi: 'Không được phép đọc', en: 'Reading is not allowed'},
    next: {vi: 'Cấp quyền đọc cho người dùng này.', en: 'Give this user the right to read.'},
  },
  'disk-full': {
    what: {vi: 'Ổ đĩa đã đầy; dữ liệu cũ còn nguyên', en: 'The disk is full; the old data is untouched'},
    next: {vi: 'Giải phóng dung lượng rồi chạy lại.', en: 'Free some space and run again.'},
  },
  'broken-json': {
    what: {vi: 'Tệp không phải JSON hợp lệ', en: 'The file is not valid JSON'},
    next: {
      vi: 'Sửa tại vị trí đã nêu, hoặc lấy lại tệp từ bản sao lưu.',
      en: 'Mend it at the place named, or restore the file from a backup.',
    },
  },
  'schema-mismatch': {
    what: {vi: 'Nội dung không đúng cấu trúc', en: 'The content does not have the right shape'},
    next: {vi: 'Sửa trường đã nêu rồi chạy lại.', en: 'Correct the field named and run again.'},
  },
  'newer-version': {
    what: {vi: 'Dữ liệu do phiên bản mới hơn của stp-sec tạo ra', en: 'The data was made by a newer version of stp-sec'},
    next: {
      vi: 'Cập nhật stp-sec trên máy này; không sửa tệp bằng tay.',
      en: 'Update stp-sec on this machine; do not edit the file by hand.',
    },
  },
  'foreign-file': {
    what: {vi: 'Tệp này không phải do stp-sec tạo ra', en: 'This file was not made by stp-sec'},
    next: {
      vi: 'Chuyển tệp đi chỗ khác, hoặc lấy lại tệp đúng từ bản sao lưu.',
      en: 'Move it away, or restore the right file from a backup.',
    },
  },
  'missing-file': {
    what: {vi: 'Thiếu một tệp của không gian làm việc', en: 'A file of the workspace is missing'},
    next: {vi: 'Lấy lại tệp từ bản sao lưu.', en: 'Restore the file from a backup.'},
  },
  'too-large': {
    what: {vi: 'Quá lớn (giới hạn 64 MB)', en: 'Too large (the limit is 64 MB)'},
    next: {
      vi: 'Kiểm tra vì sao dữ liệu lớn như vậy; lấy lại tệp từ bản sao lưu nếu nó hỏng.',
      en: 'Find out why it is so large; restore the file from a backup if it is damaged.',
    },
  },
  locked: {
    what: {vi: 'Một tiến trình khác đang ghi vào không gian làm việc', en: 'Another process is writing to the workspace'},
    next: {vi: 'Đợi nó xong rồi chạy lại.', en: 'Wait until it is done and run again.'},
  },
  'link-outside': {
    what: {vi: 'Liên kết tượng trưng dẫn ra ngoài không gian làm việc', en: 'A symbolic link leads out of the workspace'},
    next: {vi: 'Thay liên kết bằng tệp hoặc thư mục thật.', en: 'Replace the link by a real file or folder.'},
  },
  'bad-name': {
    what: {vi: 'Tên không dùng làm tên tệp được', en: 'The name cannot be used as a file name'},
    next: {
      vi: 'Chỉ dùng chữ cái, chữ số, ".", "_" và "-"; tối đa 100 ký tự; không dùng tên Windows giữ riêng.',
      en: 'Use letters, digits, ".", "_" and "-" only; at most 100 characters; no name that Windows reserves.',
    },
  },
  'clock-set-back': {
    what: {
      vi: 'Thời điểm ghi sớm hơn lần ghi trước: đồng hồ đã bị lùi. Không có gì bị thay đổi',
      en: 'The moment is earlier than the last one stored: a clock was set back. Nothing was changed',
    },
    next: {
      vi: 'Chỉnh lại đồng hồ rồi chạy lại; nếu lần ghi trước mới là sai, hãy chuyển tệp của máy này trong targets/ và history/ đi chỗ khác.',
      en: 'Set the clock right and run again; if the stored moment is the wrong one, move the files of this target in targets/ and history/ away.',
    },
  },
  'assessment-differs': {
    what: {vi: 'Đã có đánh giá mang mã này với nội dung khác', en: 'An assessment with this id exists with other content'},
    next: {vi: 'Đánh giá đã lưu không bao giờ bị ghi đè: dùng mã khác.', en: 'A stored assessment is never overwritten: use another id.'},
  },
  'history-damaged': {
    what: {vi: 'Lịch sử bị hỏng nên không dựng lại được thời điểm này', en: 'The history is damaged, so this moment cannot be rebuilt'},
    next: {
      vi: 'Lấy lại tệp từ bản sao lưu, hoặc hỏi một thời điểm khác.',
      en: 'Restore the file from a backup, or ask for another moment.',
    },
  },
  'journal-damaged': {
    what: {vi: 'Nhật ký bị hỏng hoặc bị sửa', en: 'The journal is damaged or was altered'},
    next: {
      vi: 'Kiểm tra nhật ký, lấy lại tệp từ bản sao lưu và tìm hiểu ai đã sửa.',
      en: 'Verify the journal, restore the file from a backup, and find out who altered it.',
    },
  },
} as const satisfies Record<string, {what: Localized; next: Localized}>

export type StoreErrorCode = keyof typeof texts

/** What the store could not do: what is wrong, in which file, and what to do next. */
export class StoreError extends Error {
  readonly code: StoreErrorCode
  readonly what: Localized
  readonly where: string
  readonly next: Localized

  constructor(code: StoreErrorCode, where: string, detail?: string | Localized, cause?: unknown) {
    const {what, next} = texts[code]
    const more = typeof detail === 'string' ? {vi: detail, en: detail} : detail
    const whole = more ? {vi: `${what.vi}: ${more.vi}`, en: `${what.en}: ${more.en}`} : what
    super(`${whole.vi} (${where}). ${next.vi}`, {cause})
    this.name = 'StoreError'
    this.code = code
    this.what = whole
    this.where = where
    this.next = next
  }
}
