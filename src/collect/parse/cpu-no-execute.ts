/** Whether the processor of /proc/cpuinfo can forbid running data as code; undefined when it does not tell. */
export function parseNoExecute(text: string): boolean | undefined {
  const flags = /^flags\s*:(.*)$/m.exec(text.slice(0, 64_000))?.[1]
  if (flags !== undefined) return flags.split(/\s+/).includes('nx')
  // ARMv8 always has it (XN bits of the translation tables) and names no flag for it.
  return /^CPU architecture\s*:\s*([89]|AArch64)\s*$/m.test(text.slice(0, 64_000)) ? true : undefined
}
