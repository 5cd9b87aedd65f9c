import {tool} from '../version.ts'

/** The name that a probe gives. No address of the web in it: some guards refuse such names. */
export function agentName(contact: string | undefined): string {
  const mail = contact?.replace(/[^\w@.+-]/g, '').slice(0, 100)
  return `${tool.name}/${tool.version}${mail ? ` (+${mail})` : ''}`
}
