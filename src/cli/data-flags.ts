import {Flags} from '@oclif/core'

/** Ways around the checks that keep old or emptied data out. */
export const stepBackFlags = {
  'allow-older': Flags.boolean({summary: 'Chấp nhận dữ liệu cũ hơn dữ liệu đang dùng.'}),
  'allow-smaller': Flags.boolean({summary: 'Chấp nhận dữ liệu ít mục hơn hẳn (dưới 80 %) dữ liệu đang dùng.'}),
}
