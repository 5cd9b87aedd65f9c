/** Invented people: no number here was given to anybody by us; tails are drawn from a fixed seed. */
export interface Invented {
  name: string
  day: string
  year: number
  sex: 'Nam' | 'Nữ'
  cccd: string
  cmnd: string
  phone: string
  bank: string
  insurance: string
  address: string
}

const family = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Huỳnh', 'Danh', 'Võ', 'Đặng', 'Bùi', 'Néang']
const middle = ['Văn', 'Thị', 'Hữu', 'Ngọc', 'Minh', 'Kim']
const given = ['Thử', 'Mẫu', 'Giả', 'Ví', 'Khống', 'Nháp', 'Tạm', 'Phỏng']
const provinces = ['089', '091', '001', '079', '096', '087', '092', '038']
const communes = ['xã Thử Nghiệm', 'phường Giả Định', 'thị trấn Ví Dụ']

function draw(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x7fffffff
  }
}

/** So many people, the same for the same seed. */
export function people(count: number, seed = 7, years: readonly [number, number] = [1945, 2004]): Invented[] {
  const random = draw(seed)
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T
  const digits = (length: number) => Array.from({length}, () => Math.floor(random() * 10)).join('')
  const two = (value: number) => String(value).padStart(2, '0')
  return Array.from({length: count}, (_, index) => {
    const sex = index % 2 === 0 ? 'Nam' : 'Nữ'
    const year = years[0] + Math.floor(random() * (years[1] - years[0] + 1))
    const century = (year >= 2000 ? 2 : 0) + (sex === 'Nam' ? 0 : 1)
    // A tail like 111111 would be taken for an example.
    const tail = `${digits(3)}${two(Math.floor(random() * 90) + 3)}${(index % 9) + 1}`
    return {
      name: `${pick(family)} ${pick(middle)} ${pick(given)} ${pick(given)}`,
      day: `${two(1 + Math.floor(random() * 28))}/${two(1 + Math.floor(random() * 12))}/${year}`,
      year,
      sex,
      cccd: `${pick(provinces)}${century}${two(year % 100)}${tail}`,
      cmnd: `35${digits(6)}${(index % 9) + 1}`,
      phone: `09${pick(['1', '3', '6', '8'])}${digits(5)}${two(11 + (index % 80))}`,
      bank: `67${digits(10)}${(index % 9) + 1}`,
      insurance: `91${digits(7)}${(index % 9) + 1}`,
      address: `Số ${index + 1}, ${pick(communes)}`,
    }
  })
}

/** Every number of the people, as no output may hold it. */
export const secretsOf = (list: readonly Invented[]): string[] =>
  list.flatMap(({cccd, cmnd, phone, bank, insurance}) => [cccd, cmnd, phone, bank, insurance])
