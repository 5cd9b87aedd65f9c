import {mkdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {UserError} from '../lib/user-error.ts'
import {cimScript, writeCollectCmd} from '../windows/collect-cmd.ts'

const script = fileURLToPath(new URL('../windows/scripts/collect-cim.ps1', import.meta.url))

/** Writes what a stick needs to collect from PCs that cannot run the agent. Gives the names of the files; never overwrites. */
export async function writeRoundKit(folder: string, profile: 'full' | 'minimal', version: string): Promise<string[]> {
  const files: [string, string | Uint8Array][] = [
    ['collect.cmd', writeCollectCmd(profile, version)],
    // Notepad of Windows 7 reads UTF-8 only with a mark.
    ['HUONG-DAN.txt', `\uFEFF${guide(profile).join('\r\n')}\r\n`],
    ...(profile === 'full' ? [[cimScript, await readFile(script)] as [string, Uint8Array]] : []),
  ]
  await mkdir(folder, {recursive: true})
  for (const [name, bytes] of files) {
    try {
      await writeFile(join(folder, name), bytes, {flag: 'wx'})
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      throw new UserError({
        code: 'file-exists',
        what: {vi: 'Tệp đã có sẵn, không ghi đè', en: 'The file is there already and is not overwritten'},
        where: join(folder, name),
        next: {vi: 'Chọn thư mục khác hoặc xóa bộ thu thập cũ.', en: 'Choose another folder or delete the old kit.'},
      })
    }
  }
  return files.map(([name]) => name)
}

function guide(profile: 'full' | 'minimal'): string[] {
  const minimal = profile === 'minimal'
  return [
    minimal ? 'BỘ THU THẬP TỐI THIỂU - MÁY XỬ LÝ BÍ MẬT NHÀ NƯỚC' : 'BỘ THU THẬP THÔNG TIN MÁY WINDOWS',
    '',
    'Dùng cho máy không cài được tác tử: Windows 7, 8, máy không nối mạng.',
    'Chỉ đọc cấu hình; không thay đổi gì trên máy, không mở tệp của người dùng, không kết nối mạng.',
    '',
    '1. Cắm USB, mở thư mục này, bấm chuột phải vào collect.cmd, chọn "Run as administrator".',
    '2. Chờ 1-3 phút đến khi hiện chữ "Xong". Mỗi máy có một thư mục trong "ket-qua".',
    '3. Mang USB về máy của cán bộ CNTT, chạy: stp-sec import Đ:\\ (ổ của USB).',
    '4. Sau khi nhập xong, xóa thư mục "ket-qua" trên USB.',
    '',
    ...(minimal
      ? [
          'Bản tối thiểu không lấy tên người dùng, số sê-ri, danh sách USB đã cắm, địa chỉ mạng của máy khác.',
          'Chỉ dùng USB được phép dùng cho máy này; ghi sổ theo dõi vật mang bí mật nhà nước theo quy định của đơn vị.',
          'Trước khi mang ra, người quản lý máy xem các tệp trong "ket-qua" (đều là văn bản đọc được).',
        ]
      : ['Không chạy bằng quyền quản trị thì một số mục (BitLocker, chính sách mật khẩu, nhật ký) sẽ là "chưa rõ".']),
  ]
}
