import type {Localized} from '../../model/text.ts'
import type {Workspace} from '../../model/workspace.ts'
import type {Block, ReportDocument} from '../document.ts'
import {letterHead} from '../letter-head.ts'
import type {Speaker} from './speaker.ts'

/** The head of both documents; only what they are about differs. */
export function composeHead({words, say, language}: Speaker, workspace: Workspace, subject: Localized): Block {
  const of = (localized: Localized) => localized[language]
  const {nationalTitle, motto, number, placeAndDate, typeName} = words.head
  const head = {
    nationalTitle: of(nationalTitle),
    motto: of(motto),
    number: of(number),
    placeAndDate: of(placeAndDate),
    typeName: of(typeName),
    subject: of(subject),
  }
  return letterHead(workspace.organisation, head, (template) => say({vi: template, en: template}))
}

export function composeSignature({words: {signature}, say}: Speaker): Block {
  return {
    kind: 'signature',
    recipientsTitle: say(signature.recipientsTitle),
    recipients: signature.recipients.map((recipient) => say(recipient)),
    authority: [say(signature.authority)],
    placeholder: say(signature.placeholder),
  }
}

export function composeMeta(
  {words, say, language}: Speaker,
  workspace: Workspace,
  {title, identity, date, dataAges}: {title: Localized; identity: string; date: Date; dataAges: string},
): ReportDocument['meta'] {
  return {
    title: say(title),
    author: workspace.organisation.name,
    subject: say(title),
    keywords: say(words.keywords).split(', '),
    language,
    date,
    identity,
    footer: say(words.footer),
    dataAges,
  }
}
