import {createSocket} from 'node:dgram'
import {decode, encode, RECURSION_DESIRED} from 'dns-packet'

/** "t3-127-20-1-7.gov.vn" has one address and nothing else; no other name exists. */
const site = /^t\d+-(127-\d+-\d+-\d+)\.gov\.vn$/i

function answerTo(query: Buffer): Buffer {
  const {id = 0, questions = []} = decode(query)
  const [question] = questions
  const address = site.exec(question?.name ?? '')?.[1]?.replaceAll('-', '.')
  const answers =
    question && address !== undefined && question.type === 'A' ? [{type: 'A' as const, name: question.name, ttl: 300, data: address}] : []
  // Recursion is available; 3 is NXDOMAIN.
  return encode({type: 'response', id, flags: RECURSION_DESIRED | 0x80 | (address === undefined ? 3 : 0), questions, answers})
}

const socket = createSocket('udp4')
socket.on('message', (query, {port, address}) => socket.send(answerTo(query), port, address))
socket.bind(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'))
