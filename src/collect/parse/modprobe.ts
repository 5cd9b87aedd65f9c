export interface ModuleRules {
  /** Modules whose loading is replaced by a program that does nothing. */
  disabled: Set<string>
  /** Modules that no device loads by itself any more. */
  blacklisted: Set<string>
}

/** `install <module> /bin/false` and `blacklist <module>` of modprobe.d(5); "-" and "_" are the same in module names. */
export function parseModprobe(texts: readonly string[]): ModuleRules {
  const rules: ModuleRules = {disabled: new Set(), blacklisted: new Set()}
  for (const text of texts)
    for (const line of text.replaceAll('\\\n', ' ').split('\n')) {
      const [command, module, program] = line.slice(0, 1000).trim().split(/\s+/)
      if (!module) continue
      const name = module.replaceAll('-', '_')
      if (command === 'blacklist') rules.blacklisted.add(name)
      if (command === 'install' && program && /^(\/usr)?\/s?bin\/(false|true|nologin)$|^:$/.test(program)) rules.disabled.add(name)
    }
  return rules
}
