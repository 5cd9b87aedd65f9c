/** The part of write-file-atomic 8 that we use; the package ships no types. */
declare module 'write-file-atomic' {
  interface Options {
    fsync?: boolean
    tmpfileCreated?: (temporary: string) => Promise<void>
  }
  export default function writeFileAtomic(file: string, data: string | undefined, options: Options): Promise<void>
}
