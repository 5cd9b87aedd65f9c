import type {Attestation} from './register.ts'

/** Of several answers to one question the newest counts; of those of one day, the one entered last. */
export function newestAnswer<T extends Attestation>(answers: readonly T[], on: string): T | undefined {
  return answers
    .filter((answer) => answer.answeredOn <= on)
    .reduce<T | undefined>((newest, answer) => (newest && newest.answeredOn > answer.answeredOn ? newest : answer), undefined)
}
